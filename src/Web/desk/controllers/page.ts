import { button, byId, h, replace } from "../../shared/dom";
import { pageLanguage, rememberLanguage, type Language } from "../../shared/language";
import { DeskClient } from "../api/client";
import type { Agent } from "../models/types";
import { deskTexts, type DeskTexts } from "../texts";
import { signInForm } from "./signIn";
import { Workspace } from "./workspace";

const pauseFirstMs = 800;

/** The desk is either the sign-in form or one agent's workspace. */
export class DeskPage {
  private lang: Language = pageLanguage();
  private agent: Agent | null = null;
  private workspace: Workspace | null = null;
  private readonly client: DeskClient;

  constructor(private readonly origin: string) {
    this.client = new DeskClient(origin, (attempt) => pauseFirstMs * 2 ** attempt * (0.5 + Math.random() / 2));
  }

  private get texts(): DeskTexts {
    return deskTexts[this.lang];
  }

  async open(): Promise<void> {
    this.agent = (await this.client.me()).body;
    this.show();
  }

  private show(): void {
    document.documentElement.lang = this.lang;
    document.title = this.texts.title;
    this.workspace?.stop();
    this.workspace = null;
    if (this.agent) this.showWorkspace(this.agent);
    else this.showSignIn();
  }

  private showSignIn(): void {
    const form = signInForm(this.texts, this.client, (agent) => {
      this.agent = agent;
      this.show();
    });
    replace(byId("desk"), h("main", { class: "sign-in" }, this.languageButton(), form));
    form.querySelector("input")?.focus();
  }

  private showWorkspace(agent: Agent): void {
    this.workspace = new Workspace(byId("desk"), { origin: this.origin, client: this.client, agent, lang: this.lang, texts: this.texts }, [
      this.languageButton(),
      button(this.texts.signOut, "plain", () => void this.signOut()),
    ], () => void this.open());
    void this.workspace.open();
  }

  private async signOut(): Promise<void> {
    await this.client.signOut();
    this.agent = null;
    this.show();
  }

  private languageButton(): HTMLButtonElement {
    const other: Language = this.lang === "en" ? "zh-Hans" : "en";
    const node = button(this.texts.language, "plain", () => {
      this.lang = other;
      rememberLanguage(other);
      this.show();
    });
    node.lang = other;
    node.setAttribute("aria-label", this.texts.languageLabel);
    return node;
  }
}
