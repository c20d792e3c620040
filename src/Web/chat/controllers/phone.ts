import { h } from "../../shared/dom";

const phoneNumber = /\+?\d[\d\s-]{1,30}\d/;

/** The number in the words that a bank may write around it; null when there is none to call. */
export function phoneIn(words: string): string | null {
  return phoneNumber.exec(words)?.[0] ?? null;
}

export function phoneLink(number: string, shown: string): HTMLElement {
  return h("a", { class: "phone", href: `tel:${number.replace(/[^+\d]/g, "")}` }, shown);
}

/** Makes the bank's own number callable wherever a text names it. Only that one: a number somebody else wrote is not to be trusted. */
export function linkPhone(root: HTMLElement, number: string | null): void {
  if (!number) return;
  // Not inside a longer number: that one belongs to somebody else.
  const whole = new RegExp(`(?<!\\d)${number.replace(/[+]/g, "\\+")}(?!\\d)`);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (whole.test(node.nodeValue ?? "") && !node.parentElement?.closest("a")) found.push(node as Text);
  }
  for (const node of found) {
    const parts = (node.nodeValue ?? "").split(whole);
    node.replaceWith(...parts.flatMap((part, index) => (index === 0 ? [part] : [phoneLink(number, number), part])));
  }
}
