import { h } from "../../shared/dom";
import type { DeskClient } from "../api/client";
import type { Agent } from "../models/types";
import type { DeskTexts } from "../texts";

const nameCharsMax = 64;
const passwordCharsMax = 256;

export function signInForm(texts: DeskTexts, client: DeskClient, signedIn: (agent: Agent) => void): HTMLFormElement {
  const name = h("input", { name: "name", autocomplete: "username", required: true, maxlength: nameCharsMax });
  const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, maxlength: passwordCharsMax });
  const problem = h("p", { class: "problem", role: "alert" });
  const submit = h("button", { type: "submit", class: "primary" }, texts.signIn);
  const form = h(
    "form",
    {},
    h("h1", {}, texts.signInTitle),
    h("label", {}, texts.name, name),
    h("label", {}, texts.password, password),
    problem,
    submit,
  );
  const send = async () => {
    submit.disabled = true;
    submit.textContent = texts.signingIn;
    const result = await client.signIn(name.value.trim(), password.value);
    submit.disabled = false;
    submit.textContent = texts.signIn;
    if (result.ok && result.body) return signedIn(result.body);
    problem.textContent = result.status === 429 ? texts.tooMany : result.status === 401 ? texts.wrong : (result.problem ?? texts.unreachable);
    password.value = "";
    password.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!submit.disabled) void send();
  });
  return form;
}
