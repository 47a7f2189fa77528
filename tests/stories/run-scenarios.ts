// `npm run test:firefox`: scenarios of the desk and its pages in Firefox, or in the engines that are named.
import { parseArgs } from "node:util";
import { chromium as playwright } from "@playwright/test";
import { openSeededFolder } from "#tests/e2e/support/server.ts";
import { chromium, CHROMIUM_FLAGS } from "#tests/support/chromium.ts";
import { SCENARIOS } from "./all.ts";
import { openChromium } from "./chromium-driver.ts";
import { openFirefox } from "./firefox-driver.ts";
import type { Engine } from "./browser-driver.ts";
import { tellScenario } from "./scenario.ts";
import { openWebkit } from "./webkit-driver.ts";

const { values } = parseArgs({
  options: {
    engines: { type: "string", default: "firefox" },
    /** Only scenarios whose name holds this. */
    scenarios: { type: "string", default: "" },
  },
});

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** Milliseconds for one scenario. */
const LIMIT = 300_000;

const seeded = openSeededFolder();
let failed = 0;
try {
  for (const engine of values.engines.split(",") as Engine[]) {
    const browser =
      engine === "chromium"
        ? await playwright.launch({ executablePath: chromium(), args: CHROMIUM_FLAGS })
        : null;
    const newHands = () =>
      browser ? openChromium(browser) : engine === "webkit" ? openWebkit() : openFirefox();
    for (const scenario of SCENARIOS) {
      if (!scenario.name.includes(values.scenarios) || scenario.not === engine) continue;
      const began = Date.now();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`not over after ${LIMIT} ms`)), LIMIT);
      });
      try {
        await Promise.race([tellScenario(scenario, newHands), late]);
        console.log(`✓ ${engine}: ${scenario.name} (${Date.now() - began} ms)`);
      } catch (error) {
        failed += 1;
        const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
        console.log(`✗ ${engine}: ${scenario.name}: ${why}`);
      }
      clearTimeout(timer);
    }
    await browser?.close();
  }
} finally {
  seeded.remove();
}
console.log(failed === 0 ? "All scenarios ended as they should." : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
