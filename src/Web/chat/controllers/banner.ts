import { button, h, replace } from "../../shared/dom";
import { fill } from "../../shared/language";
import type { LinkState } from "../models/connection";
import type { Standing } from "../models/standing";
import type { ChatTexts } from "../texts";
import { phoneIn, phoneLink } from "./phone";

export interface BannerState {
  readonly link: LinkState;
  readonly standing: Standing;
  readonly agentsOnDuty: number | null;
  readonly hotline: string;
}

/** One quiet line under the header: the connection when it is not well, otherwise the place in the line. */
export class Banner {
  private shown = "";

  constructor(private readonly place: HTMLElement, private readonly tryAgain: () => void) {}

  show(state: BannerState, texts: ChatTexts): void {
    const words = bannerWords(state, texts);
    const signature = JSON.stringify([words, state.hotline, texts.tryAgain]);
    // Writing the same words again would make a screen reader say them again.
    if (signature === this.shown) return;
    this.shown = signature;
    this.place.hidden = words === null;
    if (!words) return this.place.replaceChildren();
    this.place.dataset["tone"] = words.tone;
    replace(
      this.place,
      h("p", {}, words.text),
      words.callUs && state.hotline !== "" && hotlineNode(state.hotline, texts),
      words.canRetry && button(texts.tryAgain, "retry", this.tryAgain),
    );
  }
}

interface BannerWords {
  readonly text: string;
  readonly tone: "calm" | "warning";
  readonly callUs: boolean;
  readonly canRetry: boolean;
}

export function bannerWords({ link, standing, agentsOnDuty }: BannerState, texts: ChatTexts): BannerWords | null {
  const calm = (text: string, callUs = false): BannerWords => ({ text, tone: "calm", callUs, canRetry: false });
  if (standing.holder === "ended") return null;
  if (link === "connecting") return calm(texts.connecting);
  if (link === "reconnecting") return { text: texts.reconnecting, tone: "warning", callUs: false, canRetry: false };
  if (link === "paused") return { text: texts.paused, tone: "warning", callUs: true, canRetry: true };
  if (link === "off") return { text: texts.off, tone: "warning", callUs: true, canRetry: false };
  if (link === "ended") return { text: texts.gone, tone: "warning", callUs: true, canRetry: false };
  if (standing.holder !== "queue") return null;
  if (agentsOnDuty === 0) return { text: texts.queueNobody, tone: "warning", callUs: true, canRetry: false };
  return calm(standing.place ? fill(texts.queuePlace, { place: standing.place }) : texts.queueWait);
}

function hotlineNode(hotline: string, texts: ChatTexts): HTMLElement {
  const [before = "", after = ""] = texts.callUs.split("{hotline}");
  const number = phoneIn(hotline);
  const shown = number ? phoneLink(number, hotline) : hotline;
  return h("p", {}, before, shown, after);
}
