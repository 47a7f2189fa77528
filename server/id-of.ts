import { sha256 } from "./digest.ts";

/** An id that says the same of the same: an id of our own making (RFC 9562, version 8). */
export function idOf(...parts: readonly string[]): string {
  const hex = sha256(JSON.stringify(parts));
  const variant = `a${hex.slice(17, 20)}`;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant,
    hex.slice(20, 32),
  ].join("-");
}
