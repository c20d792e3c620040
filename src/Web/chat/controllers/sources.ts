import { h } from "../../shared/dom";
import type { Source } from "../models/activity";
import type { ChatTexts } from "../texts";

/** The documents an answer rests on, by the names a cardholder could ask for. The exact article is for whoever looks closer. */
export function sourcesNode(sources: readonly Source[], texts: ChatTexts): HTMLElement | null {
  const items = new Map<string, HTMLElement>();
  for (const source of sources) {
    const words = [source.name, source.heading].filter(Boolean);
    const shown = [...new Set(words)].join(" · ");
    // An article without any name is not worth a line of its own here; its id would only puzzle.
    if (shown === "" || items.has(shown)) continue;
    items.set(shown, h("li", { title: [source.article, source.version].filter(Boolean).join(", ") || null }, shown));
  }
  if (items.size === 0) return null;
  return h("div", { class: "sources" }, h("p", {}, texts.sources), h("ul", {}, ...items.values()));
}
