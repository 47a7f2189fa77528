import { BlockList, isIP, isIPv6 } from "node:net";

/** Tells the inside addresses that the operator lists; none where nothing is listed. */
export type ListedAddresses = (address: string) => boolean;

/**
 * Reads a list such as "127.0.0.1, 10.2.0.0/16"; null where something in it is no address and no
 * network.
 */
export function listedAddresses(list: string): ListedAddresses | null {
  const listed = new BlockList();
  for (const part of list.split(",")) {
    const [address = "", prefix, ...rest] = part.trim().split("/");
    const bits = isIP(address) === 6 ? 128 : 32;
    const length = prefix === undefined ? bits : Number(prefix);
    const isNetwork = prefix === undefined || /^\d{1,3}$/u.test(prefix);
    if (isIP(address) === 0 || rest.length > 0 || !isNetwork || length > bits) return null;
    listed.addSubnet(address, length, familyOf(address));
  }
  return (address) => isIP(address) !== 0 && listed.check(address, familyOf(address));
}

export function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}
