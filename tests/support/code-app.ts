import { Secret, TOTP } from "otpauth";

/** An app for codes on somebody's phone. */
export class CodeApp {
  readonly #totp: TOTP;

  constructor(secret: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) });
  }

  at(instant: Date): string {
    return this.#totp.generate({ timestamp: instant.getTime() });
  }

  /** A code that the app doesn't show around that moment. */
  wrongAt(instant: Date): string {
    const around = [-60, -30, 0, 30, 60].map((seconds) =>
      this.at(new Date(instant.getTime() + seconds * 1000)),
    );
    return ["000000", "111111", "222222", "333333", "444444", "555555"].find(
      (code) => !around.includes(code),
    )!;
  }
}
