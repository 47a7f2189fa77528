import { isIPv6 } from "node:net";
import type { RateLimiterAbstract } from "#server/rate-limiting/index.ts";
import { consumed, type Counters } from "./counters.ts";
import { hashSecret } from "./secrets.ts";

/** The allowed failed tries within one window. */
export interface ThrottleLimits {
  readonly windowSeconds: number;
  /** For one account from one address. */
  readonly accountAndAddress: number;
  /** The same, while the account is under attack from many addresses. */
  readonly accountAndAddressUnderAttack: number;
  /** From one address, across all accounts; Infinity: addresses are not counted. */
  readonly address: number;
  /** For one account, across all addresses; more of them count as an attack. */
  readonly account: number;
}

export const THROTTLE_LIMITS: ThrottleLimits = {
  windowSeconds: 15 * 60,
  accountAndAddress: 10,
  accountAndAddressUnderAttack: 2,
  address: 50,
  account: 100,
};

/**
 * Throttles password guessing. Only a pair of account and address is ever refused, or an address as
 * a whole: somebody else's failures, from any number of addresses, never lock out the owner, who
 * keeps a few tries in each window from their own address. Counts are those of all processes on
 * PostgreSQL, and do not depend on whether an account exists.
 */
export class Throttle {
  readonly #limits: ThrottleLimits;
  readonly #pair: RateLimiterAbstract;
  readonly #address: RateLimiterAbstract | null;
  readonly #account: RateLimiterAbstract;

  /** @param name tells its counts from those of other throttles. */
  constructor(name: string, limits: ThrottleLimits, counters: Counters) {
    const counter = (what: string, points: number) =>
      counters(`${name}.${what}`, { points, seconds: limits.windowSeconds });
    this.#limits = limits;
    this.#pair = counter("pair", limits.accountAndAddress);
    this.#address = Number.isFinite(limits.address) ? counter("address", limits.address) : null;
    this.#account = counter("account", limits.account);
  }

  /**
   * Counts a try as failed before it is checked, so that parallel tries can't exceed the limit;
   * `succeeded` reverts that. False if it must not be checked.
   */
  async admits(account: string, address: string): Promise<boolean> {
    const network = networkOf(address);
    if (this.#address && (await consumed(this.#address, keyOf(network))) > this.#limits.address) {
      return false;
    }
    const pair = await consumed(this.#pair, keyOf(network, account));
    // Refused tries don't count against the account: one stubborn address is no attack from many.
    if (pair > this.#limits.accountAndAddress) return false;
    const overall = await consumed(this.#account, keyOf(account));
    const underAttack = overall > this.#limits.account;
    return !underAttack || pair <= this.#limits.accountAndAddressUnderAttack;
  }

  /** Reverts the try's count, and forgets earlier failures for this account from this address. */
  async succeeded(account: string, address: string): Promise<void> {
    const network = networkOf(address);
    await this.#address?.reward(keyOf(network));
    await this.#account.reward(keyOf(account));
    await this.#pair.delete(keyOf(network, account));
  }
}

/** Whoever reads the database finds no address and no account in it. */
function keyOf(...parts: readonly string[]): string {
  return hashSecret(parts.join(" "));
}

/**
 * The network that one subscriber controls counts as one: an IPv4 address, or the /64 of an IPv6
 * address.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const omitted = address.includes("::") ? Math.max(0, 8 - before.length - after.length) : 0;
  const groups = [...before, ...Array<string>(omitted).fill("0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
