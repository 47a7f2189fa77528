import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The looks in which every screen is checked. */
export const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

/** What axe asks of a screen. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What of that is about colors: in the dark look, which has the light one's page, nothing else differs. */
const OF_COLORS = ["color-contrast", "link-in-text-block"];

const { resolve } = createRequire(import.meta.url);
/** The program that the builder would send, without its comments. */
const AXE = readFileSync(
  createRequire(resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"),
  "utf8",
);
/** What the builder sends instead. */
const THERE_ALREADY = "0";

/** Waits until nothing of the page has changed for a moment: what another size shows comes later. */
function atRest(page: Page): Promise<void> {
  return page.evaluate(
    ({ moment, most }) =>
      new Promise<void>((resolve) => {
        let timer = setTimeout(done, moment);
        const end = setTimeout(done, most);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, moment);
        });
        observer.observe(document, { attributes: true, childList: true, subtree: true });
        function done() {
          observer.disconnect();
          clearTimeout(timer);
          clearTimeout(end);
          resolve();
        }
      }),
    { moment: 100, most: 5_000 },
  );
}

/** Axe finds nothing on the page in either theme or on a phone, and nothing is wider than that. */
export async function expectClean(
  page: Page,
  /** Brings the page into a look; by itself it takes each on as it stands, as it does the dark one. */
  show: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const size = page.viewportSize();
  for (const { name, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    if (name !== "dark") await show();
    await atRest(page);
    // Its half a megabyte is read once in each page, and not twice for each look.
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
    const axe = new AxeBuilder({ page, axeSource: THERE_ALREADY })
      // Describing what is in order took as long as looking for what is not.
      .options({ resultTypes: ["violations"] })
      // The same rules, worked out in the page itself and not half of them in another, empty one:
      // that is for frames of other sites, and no screen has a frame.
      .setLegacyMode();
    const { violations } = await (
      name === "dark" ? axe.withRules(OF_COLORS) : axe.withTags(TAGS)
    ).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`,
    );
    expect(found, page.url()).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, `${page.url()}, ${name}: scrolls sideways`).toBeLessThanOrEqual(0);
  }
  if (size) await page.setViewportSize(size);
}
