import { createHash } from "node:crypto";

/** SHA-256 of a text, short: there is one for each block. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
