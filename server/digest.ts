import { webcrypto } from "node:crypto";

/**
 * SHA-256 in lower-case hexadecimal, worked out on a thread of its own: a filed PDF has megabytes, and
 * the rooms are served by this one. Text is taken as UTF-8.
 */
export async function digestOf(content: string | Uint8Array): Promise<string> {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  // The copy that WebCrypto makes is of the view alone, whatever lies around it.
  const hash = await webcrypto.subtle.digest("SHA-256", bytes);
  return Buffer.from(hash).toString("hex");
}
