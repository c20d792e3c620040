import type { CaseRight, Item } from "./types";

/** The rights nobody has settled yet; the case cannot end without a word on each. */
export function openRights(item: Item): readonly CaseRight[] {
  return (item.rights ?? []).filter((right) => right.outcome === null);
}

/** How many rights are open in all these cases, and when the oldest was invoked. */
export function openRightsOf(items: readonly Item[]): { readonly count: number; readonly oldestAt: string | null } {
  const at = items.flatMap((item) => openRights(item).map((right) => right.at)).sort((one, other) => Date.parse(one) - Date.parse(other));
  return { count: at.length, oldestAt: at[0] ?? null };
}
