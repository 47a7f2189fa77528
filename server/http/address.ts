import type { IncomingMessage } from "node:http";
import proxyAddress from "proxy-addr";

/**
 * The client's address as far as TRUST_PROXY allows trusting it; equals Express's `request.ip`, for
 * sockets, which never pass through Express.
 */
export function addressOf(request: IncomingMessage, trustProxy: number | string | false): string {
  return proxyAddress(request, trust(trustProxy));
}

function trust(trustProxy: number | string | false): (address: string, hop: number) => boolean {
  if (trustProxy === false) return () => false;
  if (typeof trustProxy === "number") return (_address, hop) => hop < trustProxy;
  return proxyAddress.compile(trustProxy.split(",").map((part) => part.trim()));
}
