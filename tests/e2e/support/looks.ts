import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

/** The looks in which every screen is checked. */
export const LOOKS = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

/** Rules that axe checks on a screen. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/**
 * Those of them about colors, and two thirds of its cost. In the dark look, which has the light one's
 * page, nothing else differs; on a phone, which has its colors, only what is seen there alone does.
 */
const OF_COLORS = ["color-contrast", "link-in-text-block"];

const { resolve } = createRequire(import.meta.url);
/** The program that @axe-core/playwright would send, without its comments. */
const AXE = readFileSync(
  createRequire(resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** Waits until nothing of the page has changed for a moment: what another size shows comes later. */
export function atRest(page: Page): Promise<void> {
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
    const violations = await page.evaluate(lookAt, { look: name, tags: TAGS, ofColors: OF_COLORS });
    const found = violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.join(" | ")}`);
    expect(found, page.url()).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, `${page.url()}, ${name}: scrolls sideways`).toBeLessThanOrEqual(0);
  }
  if (size) await page.setViewportSize(size);
}

interface Axe {
  run(
    context: Document | { readonly include: readonly Element[] },
    options: {
      readonly runOnly: { readonly type: "rule" | "tag"; readonly values: readonly string[] };
      readonly rules?: Readonly<Record<string, { readonly enabled: boolean }>>;
      readonly resultTypes: readonly ["violations"];
    },
  ): Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: { html: string }[] }[];
  }>;
}

/**
 * Runs in the page: what axe finds in this look. No screen has a frame, so that it is asked directly,
 * for what is not in order alone: describing what is took as long.
 */
async function lookAt(asked: {
  readonly look: (typeof LOOKS)[number]["name"];
  readonly tags: readonly string[];
  readonly ofColors: readonly string[];
}): Promise<{ id: string; nodes: string[] }[]> {
  const page = window as unknown as { axe: Axe; colorsSeen?: WeakMap<Element, string> };
  const { look, tags, ofColors } = asked;
  /** How an element that is seen is drawn, as far as contrast depends on it. */
  const drawn = new Map(
    [...document.body.querySelectorAll("*")]
      .filter((element) => element.checkVisibility())
      .map((element) => {
        const { color, backgroundColor, backgroundImage, fontSize, fontWeight, opacity, position } =
          getComputedStyle(element);
        return [
          element,
          [color, backgroundColor, backgroundImage, fontSize, fontWeight, opacity, position].join(),
        ] as const;
      }),
  );
  const seen = page.colorsSeen;
  if (look === "light") page.colorsSeen = new WeakMap(drawn);
  const colors = { type: "rule", values: ofColors } as const;
  const resultTypes = ["violations"] as const;
  const found = [];
  if (look === "phone") {
    const rules = Object.fromEntries(ofColors.map((rule) => [rule, { enabled: false }]));
    found.push(
      await page.axe.run(document, { runOnly: { type: "tag", values: tags }, rules, resultTypes }),
    );
    const include = [...drawn].filter(([one, how]) => seen?.get(one) !== how).map(([one]) => one);
    if (include.length > 0) {
      found.push(await page.axe.run({ include }, { runOnly: colors, resultTypes }));
    }
  } else {
    const runOnly = look === "dark" ? colors : ({ type: "tag", values: tags } as const);
    found.push(await page.axe.run(document, { runOnly, resultTypes }));
  }
  return found
    .flatMap(({ violations }) => violations)
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}
