import type { Vault } from "../api/credentials";
import { readSetting, writeSetting } from "../../shared/language";

const secretKey = "cardline.resume";
const surveysKey = "cardline.surveys";
const surveysMax = 20;

/** The resume secret in the frame's own storage, with a copy in memory for browsers that refuse storage. */
export class DeviceVault implements Vault {
  private copy: string | null = null;

  read(): string | null {
    return this.copy ?? readSetting(secretKey);
  }

  write(secret: string | null): void {
    this.copy = secret;
    writeSetting(secretKey, secret);
  }
}

/** A survey answer is not part of what the cardholder sees of the log, so this device remembers which were given. */
export class AnsweredSurveys {
  private list: readonly string[] = (readSetting(surveysKey) ?? "").split(" ").filter(Boolean);

  has(handoffId: string): boolean {
    return this.list.includes(handoffId);
  }

  add(handoffId: string): void {
    this.list = [...this.list, handoffId].slice(-surveysMax);
    writeSetting(surveysKey, this.list.join(" "));
  }

  forget(): void {
    this.list = [];
    writeSetting(surveysKey, null);
  }
}
