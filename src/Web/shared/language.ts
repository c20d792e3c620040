export type Language = "zh-Hans" | "en";

export const languages: readonly Language[] = ["zh-Hans", "en"];

const storageKey = "cardline.lang";

/** Any Chinese tag means simplified Chinese here; everything else is English. */
export function languageOf(tag: string | null | undefined): Language | null {
  if (!tag) return null;
  return tag.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}

/** The address wins over what the person chose last time, and that over the browser. */
export function chooseLanguage(query: string, stored: string | null, browser: string): Language {
  return languageOf(new URLSearchParams(query).get("lang")) ?? languageOf(stored) ?? languageOf(browser) ?? "en";
}

export function pageLanguage(): Language {
  return chooseLanguage(location.search, readSetting(storageKey), navigator.language);
}

export function rememberLanguage(lang: Language): void {
  writeSetting(storageKey, lang);
}

/** Storage may be refused (private windows, third-party frames): then a setting simply lasts as long as the page. */
export function readSetting(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeSetting(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing to do: see readSetting.
  }
}

/** Puts values into a text: fill("Place {place}", { place: 2 }). An unknown name is left as it stands. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
