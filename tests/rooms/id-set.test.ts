import { describe, expect, it } from "vitest";
import type { IdRange } from "#app/protocol/id-ranges.ts";
import { IdSet } from "#server/rooms/update/id-set.ts";
import { fc } from "#tests/support/fast-check.ts";

/** Ids of one client, few enough for ranges to meet, touch and cover each other. */
const MOST = 60;
const range = fc.record({
  clock: fc.nat({ max: MOST - 1 }),
  length: fc.integer({ min: -1, max: 12 }),
});
/** As an update has them: ascending, and more at once than are added one by one. */
const ascending = fc
  .uniqueArray(fc.nat({ max: MOST - 1 }), { maxLength: 20 })
  .map((clocks) =>
    clocks.toSorted((a, b) => a - b).map((clock, nth) => ({ clock, length: 1 + (nth % 4) })),
  );
const step = fc.oneof(
  range.map((each) => ({ kind: "one" as const, ranges: [each] })),
  ascending.map((ranges) => ({ kind: "all" as const, ranges })),
);

function idsIn(ranges: readonly IdRange[]): number[] {
  return ranges.flatMap(({ clock, length }) =>
    Array.from({ length: Math.max(0, length) }, (_, nth) => clock + nth),
  );
}

describe("a set of ids", () => {
  it("holds what a plain set of numbers holds, in the fewest ranges [R6]", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), range, (steps, asked) => {
        const [set, plain] = [new IdSet(), new Set<number>()];
        for (const { kind, ranges } of steps) {
          for (const id of idsIn(ranges)) plain.add(id);
          if (kind === "all") set.addAll(new Map([[7, ranges]]));
          else for (const { clock, length } of ranges) set.add(7, clock, length);
        }
        const all = [...plain].toSorted((a, b) => a - b);
        const held = set.toRanges().get(7) ?? [];
        expect(idsIn(held)).toEqual(all);
        for (const [nth, { clock, length }] of held.entries()) {
          expect(length).toBeGreaterThan(0);
          // Two that touch are one.
          const before = held[nth - 1];
          if (before) expect(clock).toBeGreaterThan(before.clock + before.length);
        }
        for (let id = -1; id <= MOST + 12; id += 1) expect(set.has(7, id)).toBe(plain.has(id));
        const missing: IdRange[] = [];
        set.missing(7, asked.clock, asked.length, missing);
        expect(idsIn(missing)).toEqual(idsIn([asked]).filter((id) => !plain.has(id)));
        expect(set.isEmpty).toBe(plain.size === 0);
      }),
    );
  });

  it("keeps each client's apart, and forgets all when it is cleared", () => {
    const set = new IdSet();
    set.add(1, 5, 2);
    set.add(2, 7, 1);
    expect([set.has(1, 7), set.has(2, 7), set.has(3, 7)]).toEqual([false, true, false]);
    const missing: IdRange[] = [];
    set.missing(3, 4, 2, missing);
    expect(missing).toEqual([{ clock: 4, length: 2 }]);
    set.clear();
    expect([set.isEmpty, set.toRanges().size]).toEqual([true, 0]);
  });
});
