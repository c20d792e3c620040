import { button, byId, h, replace } from "../shared/dom";
import { pageLanguage, rememberLanguage, type Language } from "../shared/language";
import { bankTexts } from "./texts";
import "./bank.css";

// A made-up bank's home page. It shows how a bank embeds the chat: one script tag, nothing else.

const cards = ["classic", "gold", "platinum"] as const;

function show(lang: Language): void {
  const texts = bankTexts[lang];
  document.documentElement.lang = lang;
  document.title = texts.title;
  const language = button(texts.language, "language", () => switchTo(lang === "en" ? "zh-Hans" : "en"));
  language.setAttribute("aria-label", texts.languageLabel);
  language.lang = lang === "en" ? "zh-Hans" : "en";
  replace(
    byId("page"),
    h("header", {}, h("p", { class: "demo" }, texts.demo), h("div", { class: "bar" }, h("p", { class: "bank" }, texts.bank), language)),
    h(
      "main",
      {},
      h("section", { class: "hero" }, h("h1", {}, texts.headline), h("p", {}, texts.lead), h("a", { class: "open", href: `/chat?lang=${lang}` }, texts.chat)),
      h("section", {}, h("h2", {}, texts.cards), h("ul", { class: "cards" }, ...cards.map(cardNode)), h("p", {}, texts.ask)),
      h("section", { class: "lost" }, h("h2", {}, texts.lost), h("p", {}, texts.lostText)),
    ),
    h("footer", {}, h("a", { href: "/desk" }, texts.staff)),
  );
  function cardNode(card: (typeof cards)[number]): HTMLElement {
    return h("li", { class: card }, h("h3", {}, texts[card]), h("p", {}, texts[`${card}Text`]));
  }
}

/** The loader reads its language once, so the page starts over with the new one. */
function switchTo(lang: Language): void {
  rememberLanguage(lang);
  const address = new URL(location.href);
  address.searchParams.set("lang", lang);
  location.assign(address);
}

const lang = pageLanguage();
show(lang);
const loader = document.createElement("script");
loader.src = "/cardline.js";
loader.dataset["lang"] = lang;
document.head.append(loader);
