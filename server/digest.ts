import { createHash, webcrypto, type Hash } from "node:crypto";

/** SHA-256 of bytes, or of a text's UTF-8, in lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return startSha256().update(content).digest("hex");
}

/** A SHA-256 for content that arrives in chunks; `digest("hex")` ends it. */
export function startSha256(): Hash {
  return createHash("sha256");
}

/**
 * Like `sha256`, computed on another thread: a filed PDF has megabytes, and this thread serves the
 * rooms.
 */
export async function digestOf(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  // WebCrypto copies only the view, not the rest of its buffer.
  const hash = await webcrypto.subtle.digest("SHA-256", bytes);
  return Buffer.from(hash).toString("hex");
}
