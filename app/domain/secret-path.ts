/**
 * Paths whose next segment is a secret that grants access by itself. In any spelling: a mistyped address
 * leads nowhere, and its secret is a secret all the same.
 */
const SECRET = /^\/+(?<of>invitations|calendar|mail|password|address|guest)(?!\w).*\w.*$/isu;

/** The path of an address for logs: secrets of links are removed. */
export function withoutSecret(path: string): string {
  const of = SECRET.exec(decoded(path))?.groups?.["of"];
  return of === undefined ? path : `/${of}/…`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Malformed, such as "a%E0%A4%A": looked at as it is.
    return path;
  }
}
