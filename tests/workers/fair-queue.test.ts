import { describe, expect, it } from "vitest";
import { FairQueue } from "#server/workers/fair-queue.ts";

const all = (turns: FairQueue<string>) => {
  const order: string[] = [];
  for (let next = turns.next(); next !== undefined; next = turns.next()) order.push(next);
  return order;
};

describe("the fair queue", () => {
  it("goes round among the people who wait, each with what they asked for in order", () => {
    const turns = new FairQueue<string>({ inAll: 10, ofOne: 10 });
    for (const item of ["a1", "a2", "a3", "b1", "c1", "c2"]) turns.add(item.charAt(0), item);
    expect(all(turns)).toEqual(["a1", "b1", "c1", "a2", "c2", "a3"]);
  });

  it("has room for others where one person has as much waiting as they may", () => {
    const turns = new FairQueue<string>({ inAll: 3, ofOne: 2 });
    expect(["a1", "a2", "a3"].map((item) => turns.add("a", item))).toEqual([true, true, false]);
    expect([turns.add("b", "b1"), turns.add("c", "c1")]).toEqual([true, false]);
    expect(all(turns)).toEqual(["a1", "b1", "a2"]);
    // A served task waits no longer.
    expect(turns.add("a", "a4")).toBe(true);
  });
});
