import { expect, it } from "vitest";
import { inParallel } from "#server/blobs/in-parallel.ts";

const STOPS = new Error("no further item");

it("a list of items that fails is told only when the work under way has ended", async () => {
  let end: () => void = () => undefined;
  const underWay = new Promise<void>((resolve) => (end = resolve));
  const seen: string[] = [];
  async function* items() {
    yield "first";
    throw STOPS;
  }
  const all = inParallel(items(), 4, async (item) => {
    await underWay;
    seen.push(item);
  }).catch((error: unknown) => {
    seen.push(String(error));
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toEqual([]);
  end();
  await all;
  expect(seen).toEqual(["first", String(STOPS)]);
});

it("after a failure no further item is begun, and the first failure is told", async () => {
  const begun: number[] = [];
  async function* items() {
    for (let index = 0; index < 10; index += 1) yield index;
  }
  const all = inParallel(items(), 2, async (index) => {
    begun.push(index);
    if (index === 1) throw new Error("the second");
    await new Promise((resolve) => setImmediate(resolve));
  });
  await expect(all).rejects.toThrow("the second");
  expect(begun.length).toBeLessThan(5);
});
