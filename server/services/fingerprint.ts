import { sha256 } from "#server/digest.ts";

/**
 * Tells whether what a form was filled in with still stands: the SHA-256 of its JSON, in hex. The same
 * value written in another order is another fingerprint.
 */
export function fingerprint(filled: unknown): string {
  return sha256(JSON.stringify(filled));
}
