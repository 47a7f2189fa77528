/**
 * Paths whose next segment is a secret that grants access by itself. In any case of letters: a mistyped
 * one leads nowhere, and its secret is a secret all the same.
 */
const SECRET = /^\/(?<of>invitations|calendar|mail)\/.+$/iu;

/** The path of an address for logs: secrets of links are removed. */
export function withoutSecret(path: string): string {
  const of = SECRET.exec(path)?.groups?.["of"];
  return of === undefined ? path : `/${of}/…`;
}
