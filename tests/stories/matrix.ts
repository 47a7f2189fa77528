import { chromium as playwright } from "@playwright/test";
import { Cable } from "#tests/e2e/support/cable.ts";
import type { TestServer } from "#tests/e2e/support/server.ts";
import { chromium, CHROMIUM_FLAGS } from "#tests/support/chromium.ts";
import { openChromium } from "./chromium-driver.ts";
import { openFirefox } from "./firefox-driver.ts";
import type { Engine, BrowserDriver } from "./browser-driver.ts";
import { openWebkit } from "./webkit-driver.ts";
import { TwoBrowsers, type Pace } from "./two-browsers.ts";
import type { Story } from "./story.ts";

/** One story, told once at one pace in one engine. */
export interface Told {
  readonly story: string;
  readonly column: string;
  /** The fault; null: none, undefined: this engine can't tell it. */
  readonly failure: string | null | undefined;
}

export const columnOf = (engine: Engine, { delay, pause }: Pace): string =>
  `${engine} ${delay} ms${pause ? " + pause" : ""}`;

/** Two people at browsers of their own; the function ends both. */
async function twoHands(
  engine: Engine,
): Promise<[readonly [BrowserDriver, BrowserDriver], () => Promise<void>]> {
  if (engine !== "chromium") {
    const open = engine === "firefox" ? openFirefox : openWebkit;
    const driver = [await open(), await open()] as const;
    return [driver, async () => void (await Promise.all(driver.map((one) => one.close())))];
  }
  // The real clipboard of a browser is one for all its contexts; here each pair has its own.
  const options = { executablePath: chromium(), args: CHROMIUM_FLAGS };
  const browser = await playwright.launch(options);
  const driver = [await openChromium(browser), await openChromium(browser)] as const;
  return [driver, () => browser.close()];
}

/**
 * Tells all stories at all paces in one engine, in `lanes` at once, on one server. A lane in which a
 * story failed goes on with fresh browsers.
 */
export async function tellAll(
  server: TestServer,
  engine: Engine,
  stories: readonly Story[],
  paces: readonly Pace[],
  lanes: number,
  onTold: (told: Told) => void,
): Promise<void> {
  const waiting = paces.flatMap((pace) => stories.map((story) => ({ story, pace })));
  const lane = async () => {
    const cable = await Cable.to(server);
    let pair: TwoBrowsers | null = null;
    let end: () => Promise<void> = () => Promise.resolve();
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { story, pace } = next;
      let failure: string | null | undefined = null;
      if (story.not === engine) failure = undefined;
      else {
        try {
          if (!pair) {
            const [driver, endBoth] = await twoHands(engine);
            end = endBoth;
            pair = await TwoBrowsers.at(server.url, cable, driver);
          }
          await pair.tell(story, pace);
        } catch (error) {
          failure = error instanceof Error ? error.message : String(error);
          await end().catch(() => undefined);
          pair = null;
        }
      }
      onTold({ story: story.name, column: columnOf(engine, pace), failure });
    }
    if (pair) await end().catch(() => undefined);
    await cable.remove();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** A table in Markdown: a line for each story, a column for each engine and pace. */
export function tableOf(all: readonly Told[]): string {
  const columns = [...new Set(all.map(({ column }) => column))].toSorted();
  const stories = [...new Set(all.map(({ story }) => story))];
  const sign = (failure: string | null | undefined) =>
    failure === null ? "✓" : failure === undefined ? "–" : "✗";
  const rows = stories.map((story) => {
    const cells = columns.map((column) => {
      const told = all.find((one) => one.story === story && one.column === column);
      return told ? sign(told.failure) : "";
    });
    return `| ${[story, ...cells].join(" | ")} |`;
  });
  const head = `| The other … | ${columns.join(" | ")} |`;
  return [head, `|${" --- |".repeat(columns.length + 1)}`, ...rows].join("\n");
}
