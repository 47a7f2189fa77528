/** Paths whose next segment is a secret that grants access by itself. */
const SECRET = /^\/(?<of>invitations|calendar|mail)\/.+$/u;

/** The path of an address for logs: secrets of links are removed. */
export function withoutSecret(path: string): string {
  const of = SECRET.exec(path)?.groups?.["of"];
  return of === undefined ? path : `/${of}/…`;
}
