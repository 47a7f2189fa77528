import { createHash, webcrypto, type Hash } from "node:crypto";

/** SHA-256 of bytes, or of a text's UTF-8, in lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return startSha256().update(content).digest("hex");
}

/** A SHA-256 for content that arrives in pieces; `digest("hex")` ends it. */
export function startSha256(): Hash {
  return createHash("sha256");
}

/**
 * As `sha256`, worked out on a thread of its own: a filed PDF has megabytes, and the rooms are served
 * by this one.
 */
export async function digestOf(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  // The copy that WebCrypto makes is of the view alone, whatever lies around it.
  const hash = await webcrypto.subtle.digest("SHA-256", bytes);
  return Buffer.from(hash).toString("hex");
}
