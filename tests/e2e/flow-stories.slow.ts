import { test } from "@playwright/test";
import { ALL_STORIES } from "#tests/stories/all.ts";
import { openChromium } from "#tests/stories/chromium-driver.ts";
import { TwoBrowsers } from "#tests/stories/two-browsers.ts";
import { Cable } from "./support/cable.ts";
import { TestServer } from "./support/server.ts";

// Two people of two organizations in one paragraph: each story once, at 80 ms a key. All paces, and
// Firefox, are told by `npm run test:flow`.

/** Each lane has a browser of its own, so that what one cuts is not what another pastes. */
const LANES = 3;

test.describe.configure({ mode: "parallel" });
for (let lane = 0; lane < LANES; lane += 1) {
  test.describe(`While I type in a paragraph, lane ${lane + 1}: the other`, () => {
    test.describe.configure({ mode: "default" });
    let server: TestServer;
    let cable: Cable;
    let pair: TwoBrowsers | null = null;

    test.beforeAll(async () => {
      server = new TestServer({ SIGN_IN_TRIES_PER_ADDRESS: "1000" });
      await server.start();
      cable = await new Cable(() => Number(new URL(server.url).port)).lay();
    });
    test.afterAll(async () => {
      await cable.remove();
      await server.remove();
    });

    for (const [index, story] of ALL_STORIES.entries()) {
      if (index % LANES !== lane) continue;
      test(story.name, async ({ browser }) => {
        pair ??= await TwoBrowsers.at(server.url, cable, [
          await openChromium(browser),
          await openChromium(browser),
        ]);
        await pair.tell(story, { delay: 80, pause: false });
      });
    }
  });
}
