/**
 * What is read of the store's answers. Keys of this program consist of characters that XML does not
 * escape (readStorageUrl refuses others), so that no parser is needed.
 */

/** The keys in a page of ListObjectsV2. */
export function namesIn(page: string): string[] {
  return [...page.matchAll(/<Key>([^<]*)<\/Key>/gu)].map(([, key]) => key ?? "");
}

/** The token of the next page; null on the last one. */
export function nextPageIn(page: string): string | null {
  const token = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/u.exec(page)?.[1];
  return token === undefined ? null : unescaped(token);
}

/** The code in an error's body, such as NoSuchBucket; null without one. */
export function codeIn(body: string): string | null {
  return /<Code>([A-Za-z0-9]{1,60})<\/Code>/u.exec(body)?.[1] ?? null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&#34;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp|#34|#39);/gu, (entity) => ENTITIES[entity] ?? "");
}
