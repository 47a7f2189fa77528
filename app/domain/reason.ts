import { thousands } from "#app/domain/thousands.ts";
import { done, refuse, type Outcome } from "./refusal.ts";

/** The longest reason, in characters. */
export const REASON_LIMIT = 2_000;

/** Trims a reason; refused where it is missing or too long. */
export function checkReason(given: string): Outcome<string> {
  const reason = given.trim();
  if (reason === "") {
    return refuse("reason-missing", undefined, { reason: "Say why, in a sentence or two." });
  }
  if (reason.length > REASON_LIMIT) {
    const sentence = `The reason is longer than ${thousands(REASON_LIMIT)} characters. Nothing was changed and your text is still here; shorten it and send it again.`;
    return refuse("too-large", sentence, { reason: sentence });
  }
  return done(reason);
}
