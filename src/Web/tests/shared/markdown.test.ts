import { expect, test } from "vitest";
import { parseInline, parseMarkdown, safeHref, type Inline } from "../../shared/markdown";

const plain = (inlines: readonly Inline[]): string =>
  inlines.map((part) => ("children" in part ? plain(part.children) : part.kind === "break" ? "\n" : part.text)).join("");

test("Parse_BoldAndEmphasis_AreMarked", () => {
  expect(parseInline("a **b** _c_ *d*")).toEqual([
    { kind: "text", text: "a " },
    { kind: "strong", children: [{ kind: "text", text: "b" }] },
    { kind: "text", text: " " },
    { kind: "emphasis", children: [{ kind: "text", text: "c" }] },
    { kind: "text", text: " " },
    { kind: "emphasis", children: [{ kind: "text", text: "d" }] },
  ]);
});

test("Parse_ChineseBoldWithoutSpaces_IsMarked", () => {
  expect(parseInline("请**马上**挂失")[1]).toEqual({ kind: "strong", children: [{ kind: "text", text: "马上" }] });
});

test("Parse_StarsOfAMaskedNumber_StayText", () => {
  for (const text of ["************1111", "2 * 3 * 4", "snake_case_name", "**"]) {
    expect(plain(parseInline(text)), text).toBe(text);
  }
});

test("Parse_Html_StaysText", () => {
  const text = "<img src=x onerror=alert(1)> <script>alert(1)</script>";
  expect(parseInline(text)).toEqual([{ kind: "text", text }]);
});

test("Parse_SafeLink_IsALink", () => {
  expect(parseInline("[rules](https://bank.example/a?b=c)")).toEqual([
    { kind: "link", href: "https://bank.example/a?b=c", children: [{ kind: "text", text: "rules" }] },
  ]);
  expect(parseInline("<https://bank.example/>")[0]).toMatchObject({ kind: "link" });
});

test("Parse_UnsafeLink_IsOnlyItsText", () => {
  for (const address of ["javascript:alert(1)", "http://bank.example", "data:text/html,x", "//bank.example", "JaVaScRiPt:x", "https://a b"]) {
    const parts = parseInline(`[press](${address})`);
    expect(plain(parts), address).toContain("press");
    expect(parts.some((part) => part.kind === "link"), address).toBe(false);
  }
});

test("SafeHref_Tel_LosesItsSpaces", () => {
  expect(safeHref("tel:+86 400 555 0100")).toBe("tel:+864005550100");
  expect(safeHref("tel:javascript")).toBeNull();
});

test("Parse_Picture_IsItsDescription", () => {
  expect(parseInline("![a lamp](https://bank.example/x.png)")).toEqual([{ kind: "text", text: "a lamp" }]);
});

test("Parse_Lists_KeepKindStartAndItems", () => {
  const [list, ordered] = parseMarkdown("- one\n- **two**\n  more\n\n3. three\n4. four");
  expect(list).toMatchObject({ kind: "list", ordered: false });
  expect(list?.kind === "list" && list.items.map(plain)).toEqual(["one", "two\nmore"]);
  expect(ordered).toMatchObject({ kind: "list", ordered: true, start: 3 });
});

test("Parse_ListWithBlankLines_IsOneList", () => {
  expect(parseMarkdown("1. one\n\n2. two\n\nafter").map((block) => block.kind)).toEqual(["list", "paragraph"]);
});

test("Parse_ParagraphThenList_AreTwoBlocks", () => {
  expect(parseMarkdown("first:\n- one").map((block) => block.kind)).toEqual(["paragraph", "list"]);
});

test("Parse_Heading_IsAHeadingBlock", () => {
  expect(parseMarkdown("## Fees\ntext").map((block) => block.kind)).toEqual(["heading", "paragraph"]);
});

test("Parse_Table_HasHeadAndRows", () => {
  const [table] = parseMarkdown("| Card | When |\n|---|:--:|\n| Gold | May |\n| **Plat** | June |");
  expect(table?.kind === "table" && table.head.map(plain)).toEqual(["Card", "When"]);
  expect(table?.kind === "table" && table.rows.map((row) => row.map(plain))).toEqual([["Gold", "May"], ["Plat", "June"]]);
});

test("Parse_LineBreaksAndEscapes_AreKept", () => {
  expect(parseInline("a\nb")).toEqual([{ kind: "text", text: "a" }, { kind: "break" }, { kind: "text", text: "b" }]);
  expect(plain(parseInline("2\\*3\\*4"))).toBe("2*3*4");
});

test("Parse_HostileInput_EndsAndKeepsItsBounds", () => {
  for (const text of ["*".repeat(30_000), "[".repeat(30_000), "**a".repeat(9_000), "|-".repeat(9_000), `# ${" ".repeat(30_000)}x`, "- ".repeat(9_000)]) {
    expect(JSON.stringify(parseMarkdown(text)).length).toBeLessThan(3_000_000);
  }
});
