// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that was just loaded, and whether it has settled. */
async function loaded(): Promise<() => boolean> {
  vi.resetModules();
  const { afterFirstKey } = await import("#app/editor/session/first-key.ts");
  let isSettled = false;
  void afterFirstKey().then(() => (isSettled = true));
  return () => isSettled;
}

it("waits for the first key that somebody types", async () => {
  const isSettled = await loaded();
  await vi.advanceTimersByTimeAsync(500);
  expect(isSettled()).toBe(false);
  window.dispatchEvent(new KeyboardEvent("keyup", { key: "a" }));
  await vi.advanceTimersByTimeAsync(0);
  expect(isSettled()).toBe(true);
});

it("waits no longer than two seconds for somebody who only reads", async () => {
  const isSettled = await loaded();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(isSettled()).toBe(true);
});
