import type { Page } from "@playwright/test";

/** Where what can be pressed or filled in on a page stands, by its kind and what it says; from the page's top. */
export type Controls = ReadonlyMap<string, string>;

/** Reads them once the page's letters have come. */
export async function controlsOf(page: Page): Promise<Controls> {
  const found = await page.evaluate(async () => {
    await document.fonts.ready;
    const seen = new Map<string, number>();
    const all = document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary",
    );
    return [...all].flatMap((one): [string, string][] => {
      const { x, y, width, height } = one.getBoundingClientRect();
      const isShown = width > 0 && height > 0 && getComputedStyle(one).visibility === "visible";
      if (!isShown) return [];
      const says = (one.textContent ?? "").replaceAll(/\s+/gu, " ").trim();
      // An address may hold the moment at which it was written.
      const [path = ""] = (one.getAttribute("href") ?? "").split("?");
      const name = one.getAttribute("name") ?? path;
      const what = [one.tagName.toLowerCase(), name, says].join(" ");
      const count = (seen.get(what) ?? 0) + 1;
      seen.set(what, count);
      const place = [x, y + scrollY, width, height].map(Math.round).join(" ");
      return [[`${what} (${count})`, place]];
    });
  });
  return new Map(found);
}

/** Those that stand elsewhere than before, or are gone: a press would find something else there. */
export function movedControls(before: Controls, after: Controls): string[] {
  return [...before].flatMap(([what, place]) => {
    const now = after.get(what) ?? "gone";
    return now === place ? [] : [`${what}: ${place} → ${now}`];
  });
}
