import { BlockList, isIP } from "node:net";
import { familyOf } from "./addresses.ts";

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

/** Whether an IP address is in nobody's public network: inside of ours, or a way into it. */
export function isInside(address: string): boolean {
  const family = familyOf(address);
  return isIP(address) === 0 || inside[family].check(address, family);
}
