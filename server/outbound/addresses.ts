import { BlockList, isIP, isIPv6 } from "node:net";

/** Networks that belong to nobody in particular (RFC 6890 and what came after): inside, or nowhere. */
const INSIDE: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 96],
  // Addresses of IPv4 in those of IPv6: mapped, translated, 6to4, Teredo.
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["2001::", 23],
  ["100::", 64],
  ["2001:db8::", 32],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

/** One of each family: to a list, an address of IPv4 lies in the network of all that are mapped. */
const inside = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of INSIDE) {
  const family = familyOf(network);
  inside[family].addSubnet(network, prefix, family);
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}

/** Whether an IP address is in nobody's public network: inside of ours, or a way into it. */
export function isInside(address: string): boolean {
  const family = familyOf(address);
  return isIP(address) === 0 || inside[family].check(address, family);
}

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
