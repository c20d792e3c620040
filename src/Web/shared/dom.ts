type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

/** Builds one element. Strings become text nodes, functions become listeners ("onclick"), true becomes an empty attribute. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

export function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}

export function replace(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

/** A button that never submits a form by accident. */
export function button(label: string, className: string, onPress: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: className, onclick: () => onPress() }, label);
}

export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element "${id}".`);
  return element as T;
}

export interface Row {
  readonly key: string;
  /** When it differs from the last one, the row is built anew; otherwise its node (and the focus in it) stays. */
  readonly signature: string;
  readonly build: () => HTMLElement;
}

/** Keeps the children of one parent equal to a list of rows while touching only what changed. */
export class KeyedRows {
  private readonly nodes = new Map<string, { signature: string; node: HTMLElement }>();

  constructor(private readonly parent: Element) {}

  show(rows: readonly Row[]): void {
    const wanted = new Set(rows.map((row) => row.key));
    for (const [key, { node }] of this.nodes) {
      if (!wanted.has(key)) {
        node.remove();
        this.nodes.delete(key);
      }
    }
    rows.forEach((row, index) => {
      const node = this.nodeOf(row);
      const here = this.parent.children[index] ?? null;
      if (here !== node) this.parent.insertBefore(node, here);
    });
  }

  find(key: string): HTMLElement | undefined {
    return this.nodes.get(key)?.node;
  }

  private nodeOf(row: Row): HTMLElement {
    const known = this.nodes.get(row.key);
    if (known?.signature === row.signature) return known.node;
    const node = row.build();
    // In the same place, so that neither the order nor the scroll position moves.
    known?.node.replaceWith(node);
    this.nodes.set(row.key, { signature: row.signature, node });
    return node;
  }
}
