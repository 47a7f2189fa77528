import { isIP } from "node:net";

/** For whom keys are made: browsers tell each key's host, and their own address, with what it signs. */
export interface RelyingParty {
  /** Without its port: the id under which authenticators keep keys. */
  readonly host: string;
  readonly origin: string;
}

/**
 * The relying party of an address: its host alone, never a parent domain, whose other hosts would share
 * the keys. Null where browsers make no keys: without TLS elsewhere than on this machine, and for an
 * address in numbers.
 */
export function relyingPartyOf(address: string): RelyingParty | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname: host, origin } = new URL(address);
  if (host.startsWith("[") || isIP(host) !== 0) return null;
  return protocol === "https:" || isThisMachine(host) ? { host, origin } : null;
}

/**
 * The relying party of a server: APP_URL's. Without APP_URL only that of this machine's own name, since a
 * Host header says what its sender likes.
 * @param asked the origin by which the browser came.
 */
export function servedParty(appUrl: string | null, asked: string): RelyingParty | null {
  const party = relyingPartyOf(appUrl ?? asked);
  return appUrl === null && party && !isThisMachine(party.host) ? null : party;
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost");
}
