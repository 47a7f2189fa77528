import { sha256 } from "#server/digest.ts";

/** A key with the name by which sealed words say which one opens them. */
export interface SealingKey {
  /** Tells nothing of the key. */
  readonly id: string;
  readonly bytes: Buffer;
}

const BYTES = 32;

/**
 * The keys in a setting or a file, separated by commas or lines, the newest first; null where one of
 * them is none, or there is none.
 */
export function keysIn(written: string): readonly SealingKey[] | null {
  const keys = written
    .split(/[\s,]+/u)
    .filter((each) => each !== "")
    .map((each) => Buffer.from(each, "base64"));
  if (keys.length === 0 || keys.some(({ byteLength }) => byteLength !== BYTES)) return null;
  return keys.map((bytes) => ({ bytes, id: idOf(bytes) }));
}

function idOf(bytes: Buffer): string {
  return sha256(`coalition-desk key ${bytes.toString("hex")}`).slice(0, 12);
}

/** The key that sealed words need; null for what was never sealed. */
export function keyIdOf(sealed: string): string | null {
  return /^v1\.([0-9a-f]{12})\./u.exec(sealed)?.[1] ?? null;
}
