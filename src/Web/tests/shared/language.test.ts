import { expect, test } from "vitest";
import { bankTexts } from "../../bank/texts";
import { chatTexts } from "../../chat/texts";
import { deskTexts } from "../../desk/texts";
import { adviceWords, maskedWords, outcomes, outcomeWords, reasons, reasonWords } from "../../desk/words";
import { chooseLanguage, fill } from "../../shared/language";

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test.each([
  ["chat", chatTexts],
  ["desk", deskTexts],
  ["bank", bankTexts],
  ["reasons", reasonWords],
  ["advice", adviceWords],
  ["outcomes", outcomeWords],
  ["masked", maskedWords],
])("Dictionary_%s_HasEveryTextInBothLanguages", (_, dictionary) => {
  const en: Readonly<Record<string, string>> = dictionary.en;
  const zh: Readonly<Record<string, string>> = dictionary["zh-Hans"];
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    expect(text.trim(), key).not.toBe("");
    expect(zh[key]?.trim(), key).not.toBe("");
    expect(placeholders(zh[key] ?? ""), key).toEqual(placeholders(text));
  }
});

test("Dictionary_Chinese_IsChinese", () => {
  for (const [key, text] of Object.entries({ ...chatTexts["zh-Hans"], ...reasonWords["zh-Hans"], ...adviceWords["zh-Hans"] })) {
    if (key !== "language" && key !== "languageLabel" && key !== "said") expect(text, key).toMatch(/\p{Script=Han}/u);
  }
});

test("Dictionary_Chinese_UsesChinesePunctuation", () => {
  const all = [chatTexts, deskTexts, bankTexts, reasonWords, adviceWords].flatMap((dictionary) => Object.values(dictionary["zh-Hans"]));
  for (const text of all) expect(text).not.toMatch(/\p{Script=Han}[,?:;!(]|[,?:;!)]\p{Script=Han}/u);
});

test("Words_ClosedSets_AreComplete", () => {
  expect(Object.keys(reasonWords.en).sort()).toEqual([...reasons].sort());
  expect(Object.keys(adviceWords.en).sort()).toEqual([...reasons].sort());
  expect(Object.keys(outcomeWords.en).sort()).toEqual([...outcomes].sort());
});

test("BankPage_Texts_InventNoNumbers", () => {
  for (const text of [...Object.values(bankTexts.en), ...Object.values(bankTexts["zh-Hans"])]) expect(text).not.toMatch(/\d/);
});

test("ChooseLanguage_AddressThenMemoryThenBrowser_Wins", () => {
  expect(chooseLanguage("?lang=en", "zh-Hans", "zh-CN")).toBe("en");
  expect(chooseLanguage("", "en", "zh-CN")).toBe("en");
  expect(chooseLanguage("", null, "zh-HK")).toBe("zh-Hans");
  expect(chooseLanguage("?lang=fr", null, "zh-CN")).toBe("en");
});

test("Fill_UnknownName_StaysAsItStands", () => {
  expect(fill("{a} and {b} and {constructor}", { a: 1 })).toBe("1 and {b} and {constructor}");
});
