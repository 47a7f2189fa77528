import { sha256 } from "#server/digest.ts";

/**
 * The SHA-256 (hex) of a form's initial values as JSON, which tells whether they are still current.
 * The same value with another order of keys has another fingerprint.
 */
export function fingerprint(filled: unknown): string {
  return sha256(JSON.stringify(filled));
}
