// The small part of Markdown that answers use, as a tree. What is not understood stays text, so nothing in a
// message can become markup: a page builds nodes from this tree and never parses HTML.

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "strong" | "emphasis"; readonly children: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly children: readonly Inline[] };

export type Block =
  | { readonly kind: "paragraph" | "heading"; readonly children: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "table"; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] };

const markdownCharsMax = 20_000;
const inlineDepthMax = 6;

const bullet = /^\s{0,6}[-*+]\s+(.*)$/;
const numbered = /^\s{0,6}(\d{1,4})[.)、]\s+(.*)$/;
const heading = /^#{1,6}\s(.*)$/;
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

export function parseMarkdown(source: string): readonly Block[] {
  const lines = source.slice(0, markdownCharsMax).replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const next = lines[at + 1];
    if (line.trim() === "") {
      at += 1;
    } else if (heading.test(line)) {
      blocks.push({ kind: "heading", children: parseInline((heading.exec(line)?.[1] ?? "").trim()) });
      at += 1;
    } else if (line.includes("|") && next?.includes("|") && tableRule.test(next)) {
      at = readTable(lines, at, blocks);
    } else if (bullet.test(line) || numbered.test(line)) {
      at = readList(lines, at, blocks);
    } else {
      at = readParagraph(lines, at, blocks);
    }
  }
  return blocks;
}

function readParagraph(lines: readonly string[], from: number, blocks: Block[]): number {
  const text: string[] = [];
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const starts = heading.test(line) || bullet.test(line) || numbered.test(line);
    if (line.trim() === "" || (at > from && starts)) break;
    text.push(line.replace(/^\s*>\s?/, "").trim());
  }
  blocks.push({ kind: "paragraph", children: parseInline(text.join("\n")) });
  return at;
}

function readList(lines: readonly string[], from: number, blocks: Block[]): number {
  const first = numbered.exec(lines[from] ?? "");
  const items: string[] = [];
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const item = (first ? numbered.exec(line)?.[2] : undefined) ?? bullet.exec(line)?.[1];
    if (item !== undefined) items.push(item);
    else if (/^\s+\S/.test(line) && items.length > 0) items[items.length - 1] += `\n${line.trim()}`;
    else if (line.trim() !== "" || !continues(lines[at + 1], first !== null)) break;
  }
  blocks.push({ kind: "list", ordered: first !== null, start: Number(first?.[1] ?? 1), items: items.map((item) => parseInline(item)) });
  return at;
}

function continues(line: string | undefined, ordered: boolean): boolean {
  return line !== undefined && (ordered ? numbered.test(line) : bullet.test(line));
}

function readTable(lines: readonly string[], from: number, blocks: Block[]): number {
  const cells = (line: string) =>
    line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => parseInline(cell.trim()));
  const rows: (readonly (readonly Inline[])[])[] = [];
  let at = from + 2;
  for (; at < lines.length && (lines[at] ?? "").includes("|"); at += 1) rows.push(cells(lines[at] ?? ""));
  blocks.push({ kind: "table", head: cells(lines[from] ?? ""), rows });
  return at;
}

/** Only these two may be followed from a message. */
export function safeHref(address: string): string | null {
  const trimmed = address.trim();
  if (/^tel:[+\d][\d\s()-]{1,30}$/i.test(trimmed)) return trimmed.replace(/\s/g, "");
  return /^https:\/\/[^\s"'<>\\]+$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
}

export function parseInline(text: string, depth = 0): readonly Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain) parts.push({ kind: "text", text: plain });
    plain = "";
  };
  while (at < text.length) {
    const found = depth < inlineDepthMax ? readMark(text, at, depth) : null;
    if (found) {
      flush();
      parts.push(...found.parts);
      at = found.end;
    } else if (text[at] === "\\" && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return parts;
}

interface Found {
  readonly parts: readonly Inline[];
  readonly end: number;
}

function readMark(text: string, at: number, depth: number): Found | null {
  switch (text[at]) {
    case "\n":
      return { parts: [{ kind: "break" }], end: at + 1 };
    case "`":
      return readCode(text, at);
    case "*":
    case "_":
      return readEmphasis(text, at, depth);
    case "!":
      return text[at + 1] === "[" ? readLink(text, at + 1, depth, true) : null;
    case "[":
      return readLink(text, at, depth, false);
    case "<":
      return readAddress(text, at);
    default:
      return null;
  }
}

function readCode(text: string, at: number): Found | null {
  const end = text.indexOf("`", at + 1);
  return end > at + 1 ? { parts: [{ kind: "code", text: text.slice(at + 1, end) }], end: end + 1 } : null;
}

function readEmphasis(text: string, at: number, depth: number): Found | null {
  const sign = text[at] ?? "";
  const mark = text[at + 1] === sign ? sign + sign : sign;
  const inWord = sign === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
  const end = text.indexOf(mark, at + mark.length);
  const inner = end < 0 ? "" : text.slice(at + mark.length, end);
  if (inWord || inner.trim() === "" || /^\s|\s$/.test(inner)) return null;
  const kind = mark.length === 2 ? "strong" : "emphasis";
  return { parts: [{ kind, children: parseInline(inner, depth + 1) }], end: end + mark.length };
}

/** A picture is never shown: its description stands in its place. */
function readLink(text: string, at: number, depth: number, picture: boolean): Found | null {
  const close = text.indexOf("](", at);
  const end = close < 0 ? -1 : text.indexOf(")", close);
  if (end < 0 || text.slice(at, close).includes("\n")) return null;
  const children = parseInline(text.slice(at + 1, close), depth + 1);
  const href = picture ? null : safeHref(text.slice(close + 2, end));
  return { parts: href ? [{ kind: "link", href, children }] : children, end: end + 1 };
}

function readAddress(text: string, at: number): Found | null {
  const end = text.indexOf(">", at);
  const href = end < 0 ? null : safeHref(text.slice(at + 1, end));
  return href ? { parts: [{ kind: "link", href, children: [{ kind: "text", text: href.replace(/^tel:/i, "") }] }], end: end + 1 } : null;
}
