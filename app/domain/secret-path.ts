/** Addresses whose next part is a secret that opens something by itself. */
const SECRET = /^\/(?<of>invitations|calendar|mail)\/.+$/u;

/** The path of an address as it may stand in a log: secrets of links are left out. */
export function withoutSecret(path: string): string {
  const of = SECRET.exec(path)?.groups?.["of"];
  return of === undefined ? path : `/${of}/…`;
}
