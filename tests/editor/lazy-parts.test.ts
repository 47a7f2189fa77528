// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLazyPart } from "#app/ui/lazy/lazy-parts.ts";

const reported = vi.fn();
beforeEach(() => {
  reported.mockClear();
  vi.stubGlobal("reportError", reported);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const Part = () => null;

function away() {
  let isAway = true;
  const load = vi.fn(async () => {
    if (isAway) throw new Error("away");
    return { default: Part };
  });
  return { load, back: () => (isAway = false) };
}

describe("a part that can't be fetched", () => {
  it("is asked for ever more seldom, and then, once it is reported, no more until somebody asks", async () => {
    const { load, back } = away();
    const part = createLazyPart(load);
    void part.fetch();
    await vi.advanceTimersByTimeAsync(3_500);
    expect(load).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(load).toHaveBeenCalledTimes(6);
    expect(reported).toHaveBeenCalledTimes(1);
    back();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(part()).toBeNull();
    expect(await part.fetch()).toBe(Part);
    expect(part()).toBe(Part);
  });

  it("is asked for again when the network is back", async () => {
    const { load, back } = away();
    const part = createLazyPart(load);
    void part.fetch();
    await vi.advanceTimersByTimeAsync(3_600_000);
    back();
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    expect(part()).toBe(Part);
  });
});
