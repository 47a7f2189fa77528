import { test } from "@playwright/test";
import { ATOM_SCENARIOS } from "#tests/stories/atom-scenarios.ts";
import { openChromium } from "#tests/stories/chromium-driver.ts";
import { tellScenario } from "#tests/stories/scenario.ts";

// In Chromium; `npm run test:slow` tells them in Firefox, by the same words.

for (const scenario of ATOM_SCENARIOS) {
  test(scenario.name, async ({ browser }) => {
    await tellScenario(scenario, () => openChromium(browser));
  });
}
