import type { Page } from "@playwright/test";

interface Timed {
  /** From the key until the page was painted with what it did, in milliseconds by eights. */
  readonly longest: number;
  /** The longest that the page answered nobody, in milliseconds; 0 where nothing took 50. */
  readonly longestTask: number;
}

declare global {
  interface Window {
    keyTimes: { keys: number[]; tasks: number[] };
  }
}

/** Begins to measure what keys and presses cost the page, from its start or now on. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: Window["keyTimes"] = { keys: [], tasks: [] };
    window.keyTimes = times;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) times.keys.push(duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) times.tasks.push(duration);
    }).observe({ type: "longtask" });
  });
}

/** The most that the acts cost, each left a moment to have its effects. */
export async function timed(page: Page, ...acts: (() => Promise<unknown>)[]): Promise<Timed> {
  await page.evaluate(() => {
    window.keyTimes.keys.length = 0;
    window.keyTimes.tasks.length = 0;
  });
  for (const act of acts) {
    await act();
    await page.waitForTimeout(250);
  }
  // Observers are told at leisure.
  await page.waitForTimeout(250);
  return page.evaluate(() => ({
    longest: Math.max(0, ...window.keyTimes.keys),
    longestTask: Math.max(0, ...window.keyTimes.tasks),
  }));
}
