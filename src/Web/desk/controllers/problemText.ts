import type { Result } from "../api/client";
import type { DeskTexts } from "../texts";

/** Why it did not work, in the agent's language where the number is known, otherwise in the server's words. */
export function problemText(result: Pick<Result<unknown>, "code" | "problem">, texts: DeskTexts): string {
  switch (result.code) {
    case "HND003":
      return texts.taken;
    case "HND004":
      return texts.notMine;
    case "HND012":
      return texts.full;
    case "HND013":
      return texts.rightRefused;
    case "HND016":
      return texts.notJudged;
    default:
      return result.problem ?? texts.failed;
  }
}
