import { ATOM_SCENARIOS } from "#tests/stories/atom-scenarios.ts";
import { openChromium } from "#tests/stories/chromium-driver.ts";
import { tellScenario } from "#tests/stories/scenario.ts";
import { test } from "./support/shared-server.ts";

// In Chromium; `npm run test:slow` tells them in Firefox, by the same words.

for (const scenario of ATOM_SCENARIOS) {
  test(scenario.name, async ({ browser, sharedServer }) => {
    await tellScenario(scenario, () => openChromium(browser), sharedServer);
  });
}
