import { longestRising } from "./rising.ts";
import type { RedlineUnit } from "./units.ts";

/** The earlier and the later index of one unit, each from 0; null where it is absent. */
export interface UnitPair {
  readonly old: number | null;
  readonly now: number | null;
  readonly moved: boolean;
}

/** The pairs of units found so far. */
export class Pairs {
  readonly ofOld: (number | null)[];
  readonly ofNew: (number | null)[];

  constructor(
    readonly old: readonly RedlineUnit[],
    readonly now: readonly RedlineUnit[],
  ) {
    this.ofOld = old.map(() => null);
    this.ofNew = now.map(() => null);
  }

  /** Pairs the two unless one of them is paired already. */
  join(from: number, to: number): void {
    if (this.ofOld[from] !== null || this.ofNew[to] !== null) return;
    this.ofOld[from] = to;
    this.ofNew[to] = from;
  }

  /** The later places of pairs that keep their order: these did not move. */
  steady(): Set<number> {
    const places = this.ofNew.flatMap((from, to) => (from === null ? [] : [{ from, to }]));
    return new Set(longestRising(places, ({ from }) => from).map(({ to }) => to));
  }

  inOrder(): UnitPair[] {
    const steady = this.steady();
    const pairs: UnitPair[] = [];
    let nextOld = 0;
    const oldUpTo = (end: number) => {
      for (; nextOld < end; nextOld += 1) {
        const to = this.ofOld[nextOld] ?? null;
        if (to === null) pairs.push({ old: nextOld, now: null, moved: false });
        else if (!steady.has(to)) pairs.push({ old: nextOld, now: null, moved: true });
      }
    };
    this.ofNew.forEach((from, to) => {
      const stays = from !== null && steady.has(to);
      if (stays) {
        oldUpTo(from);
        nextOld = from + 1;
      }
      pairs.push({ old: from, now: to, moved: from !== null && !stays });
    });
    oldUpTo(this.old.length);
    return pairs;
  }
}
