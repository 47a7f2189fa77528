import { commentedWords, isCardInWindow, newComment, selectAtHeight } from "./page-margin.ts";
import type { Scenario } from "./scenario.ts";
import { until } from "./waiting.ts";

const COMPLAINT = "demo-complaint-weekly-reports";
/** Words from its beginning, its middle and its end. */
const LINES = ["interim priorities", "The time that FOIA allows", "without further delay"] as const;
/** Where they stand in the window, as shares of its height. */
const SHARES = [0.3, 0.6, 0.93] as const;

export const MARGIN_SCENARIOS: readonly Scenario[] = [
  {
    name: "wherever one has scrolled, a comment is begun with its box and its words in the window, and so does its card open",
    async tell(stage) {
      const [ana, ines] = [await stage.as("council.drafter"), await stage.as("ilrc.drafter")];
      const draft = await stage.copyOf(COMPLAINT);
      await ana.open(draft);
      await ines.open(draft);
      for (const [index, words] of LINES.entries()) {
        const says = `A question about the words ${index + 1}.`;
        for (const share of SHARES) {
          const scrolled = await ana.driver.ask(selectAtHeight, { words, share });
          await ana.press("Control+Alt+m");
          const isWhole = (now: ReturnType<typeof newComment>) =>
            now !== null && now.hasFocus && now.isInWindow && now.scrolled === scrolled;
          const what = `the box and “${words}” at ${share} of the window, scrolled to ${scrolled}`;
          await until(what, () => ana.driver.ask(newComment, undefined), isWhole);
          await ana.type("A");
          await until(what, () => ana.driver.ask(newComment, undefined), isWhole);
          await ana.press("Backspace");
          if (share !== SHARES.at(-1)) {
            await ana.press("Escape");
            await until(
              "the box is gone",
              () => ana.driver.ask(newComment, undefined),
              (now) => now === null,
            );
          }
        }
        await ana.type(says);
        await ana.press("Control+Enter");
        await ana.reads(says);
        // It opens at a click on its words, for whoever has scrolled elsewhere.
        for (const share of SHARES) {
          await until(
            `“${words}” are marked`,
            async () => {
              await ines.driver.ask(selectAtHeight, { words, share });
              return ines.driver.ask(commentedWords, words);
            },
            Boolean,
          );
          const at = await ines.driver.ask(commentedWords, words);
          if (at) await ines.driver.click(at.x, at.y);
          await until(
            `the card of “${words}” at ${share} of the window is open in it`,
            () => ines.driver.ask(isCardInWindow, says),
            Boolean,
          );
          await ines.press("Escape");
        }
      }
    },
  },
];
