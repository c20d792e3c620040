// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { h, KeyedRows, type Row } from "../../shared/dom";
import { onWakeUp } from "../../shared/wakeUp";
import { markdownNodes } from "../../shared/markdownView";

let list: HTMLElement;
let rows: KeyedRows;
let built: string[];

beforeEach(() => {
  list = h("ul");
  rows = new KeyedRows(list);
  built = [];
});

function row(key: string, signature = ""): Row {
  return {
    key,
    signature,
    build: () => {
      built.push(key + signature);
      return h("li", {}, key + signature);
    },
  };
}

const shown = () => [...list.children].map((child) => child.textContent);

test("Show_OneRowChanged_RebuildsOnlyThatOneInPlace", () => {
  rows.show([row("a"), row("b"), row("c")]);
  const [first, , last] = list.children;
  rows.show([row("a"), row("b", "2"), row("c")]);
  expect(shown()).toEqual(["a", "b2", "c"]);
  expect(built).toEqual(["a", "b", "c", "b2"]);
  expect([list.children[0], list.children[2]]).toEqual([first, last]);
});

test("Show_LastRowChanged_StaysLast", () => {
  rows.show([row("a"), row("b", "sending")]);
  rows.show([row("a"), row("b", "failed")]);
  expect(shown()).toEqual(["a", "bfailed"]);
});

test("Show_ReorderedRemovedAndAdded_EqualsTheList", () => {
  rows.show([row("a"), row("b"), row("c"), row("d")]);
  rows.show([row("d", "2"), row("x"), row("b"), row("a", "2")]);
  expect(shown()).toEqual(["d2", "x", "b", "a2"]);
  rows.show([]);
  expect(shown()).toEqual([]);
  rows.show([row("a")]);
  expect(shown()).toEqual(["a"]);
});

test("MarkdownNodes_HostileText_MakesNoElementOfIt", () => {
  const place = h("div", {}, ...markdownNodes("<img src=x onerror=alert(1)> **<b>x</b>** [x](javascript:alert(1)) ![p](https://a.example/p.png)"));
  expect(place.querySelectorAll("img, script, a, b").length).toBe(0);
  expect(place.textContent).toContain("<img src=x onerror=alert(1)>");
});

test("MarkdownNodes_Link_OpensBesideTheChatWithoutAnOpener", () => {
  const link = h("div", {}, ...markdownNodes("[rules](https://bank.example/)")).querySelector("a");
  expect(link?.getAttribute("rel")).toBe("noopener noreferrer");
  expect(link?.getAttribute("target")).toBe("_blank");
});

test("H_StringsAndListeners_AreNeverMarkup", () => {
  let pressed = 0;
  const node = h("button", { type: "button", title: "<i>", hidden: false, disabled: null, onclick: () => (pressed += 1) }, "<i>x</i>");
  node.click();
  expect([node.textContent, node.children.length, node.hasAttribute("hidden"), node.hasAttribute("onclick"), pressed]).toEqual(["<i>x</i>", 0, false, false, 1]);
});

test("WakeUp_AfterALongSleepOrANetworkChange_CallsOnceEach", () => {
  const stop = new AbortController();
  let woken = 0;
  let clock = 0;
  let hidden = false;
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  const turn = (isHidden: boolean) => {
    hidden = isHidden;
    document.dispatchEvent(new Event("visibilitychange"));
  };
  onWakeUp(() => (woken += 1), stop.signal, () => clock);
  turn(true);
  clock += 1_000;
  turn(false);
  expect(woken).toBe(0);
  turn(true);
  clock += 60_000;
  turn(false);
  expect(woken).toBe(1);
  window.dispatchEvent(new Event("online"));
  expect(woken).toBe(2);
  stop.abort();
  window.dispatchEvent(new Event("online"));
  expect(woken).toBe(2);
});
