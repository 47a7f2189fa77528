import type { Limits } from "#app/protocol/limits.ts";

/** Counts the sockets that are joining, by address and in total (R1). */
export class JoiningCount {
  readonly #byAddress = new Map<string, number>();
  #inAll = 0;

  constructor(readonly limits: Pick<Limits, "joiningPerAddress" | "joiningInAll">) {}

  get inAll(): number {
    return this.#inAll;
  }

  /** Whether another one from that address is too many; beyond twice a limit it is far too many. */
  crowdAt(address: string): "few" | "too-many" | "far-too-many" {
    const { joiningPerAddress, joiningInAll } = this.limits;
    const there = this.#byAddress.get(address) ?? 0;
    if (this.#inAll >= 2 * joiningInAll || there >= 2 * joiningPerAddress) return "far-too-many";
    return this.#inAll >= joiningInAll || there >= joiningPerAddress ? "too-many" : "few";
  }

  /** Counts one, until the returned function is called. */
  add(address: string): () => void {
    this.#inAll += 1;
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    let isCounted = true;
    return () => {
      if (!isCounted) return;
      isCounted = false;
      this.#inAll -= 1;
      const rest = (this.#byAddress.get(address) ?? 1) - 1;
      if (rest > 0) this.#byAddress.set(address, rest);
      else this.#byAddress.delete(address);
    };
  }
}
