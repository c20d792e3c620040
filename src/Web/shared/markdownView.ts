import { h } from "./dom";
import { parseMarkdown, type Block, type Inline } from "./markdown";

/** Builds the nodes of one message. A link opens beside the chat, so that the conversation stays. */
export function markdownNodes(source: string): readonly HTMLElement[] {
  return parseMarkdown(source).map(blockNode);
}

function blockNode(block: Block): HTMLElement {
  switch (block.kind) {
    case "paragraph":
      return h("p", {}, ...inlineNodes(block.children));
    case "heading":
      // Bold text, not a heading element: a message must not change the outline of the page.
      return h("p", { class: "message-heading" }, h("strong", {}, ...inlineNodes(block.children)));
    case "list":
      return h(
        block.ordered ? "ol" : "ul",
        { start: block.ordered && block.start !== 1 ? block.start : null },
        ...block.items.map((item) => h("li", {}, ...inlineNodes(item))),
      );
    case "table":
      return tableNode(block);
  }
}

function tableNode(block: Extract<Block, { kind: "table" }>): HTMLElement {
  const head = h("tr", {}, ...block.head.map((cell) => h("th", { scope: "col" }, ...inlineNodes(cell))));
  const rows = block.rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, ...inlineNodes(cell)))));
  const table = h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows));
  return h("div", { class: "table-frame", tabindex: 0 }, table);
}

function inlineNodes(inlines: readonly Inline[]): readonly (Node | string)[] {
  return inlines.map((inline) => {
    switch (inline.kind) {
      case "text":
        return inline.text;
      case "code":
        return h("code", {}, inline.text);
      case "break":
        return h("br");
      case "strong":
        return h("strong", {}, ...inlineNodes(inline.children));
      case "emphasis":
        return h("em", {}, ...inlineNodes(inline.children));
      case "link":
        return h("a", { href: inline.href, target: "_blank", rel: "noopener noreferrer" }, ...inlineNodes(inline.children));
    }
  });
}
