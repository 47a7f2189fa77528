import { test } from "@playwright/test";
import { ALL_STORIES } from "#tests/stories/all.ts";
import { openChromium } from "#tests/stories/chromium-driver.ts";
import { TwoBrowsers } from "#tests/stories/two-browsers.ts";
import { Cable } from "./support/cable.ts";
import { TestServer } from "./support/server.ts";
import { KEEPING_THE_DESK } from "./support/keeping-the-desk.ts";

test.use(KEEPING_THE_DESK);

// Two people of two organizations in one paragraph: each story once, at 80 ms a key. All paces, and
// Firefox, are told by `npm run test:flow`.

const isShort = process.env["SLOW"] === "short";
/** Of each kind of act one, which the short run tells. */
const OF_EACH_KIND: readonly string[] = [
  "splits in my very word",
  "joins my paragraph with the one before",
  "puts in a footnote before my caret",
  "cuts my paragraph and pastes it elsewhere",
  "takes my table's column",
  "both split one paragraph at once",
  "drags my paragraph to before another",
  "I am offline for a while, and both rewrite the same paragraph",
  "types in it too, and both undo",
  "splits my block while I compose with an input method in it",
];
const stories = ALL_STORIES.filter(({ name }) => !isShort || OF_EACH_KIND.includes(name));
if (isShort && stories.length !== OF_EACH_KIND.length) {
  throw new Error("The short run names a story that there is not.");
}

/** Each lane has a browser of its own, so that what one cuts is not what another pastes. */
const LANES = isShort ? 2 : 3;

// Beside other steps: two browsers begin within the first of a lane.
test.setTimeout(240_000);
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
      cable = await Cable.to(server);
    });
    test.afterAll(async () => {
      await cable.remove();
      await server.remove();
    });

    for (const [index, story] of stories.entries()) {
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
