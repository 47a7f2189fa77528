import {
  commentedWords,
  heightOfCard,
  isCardInWindow,
  newComment,
  selectAtHeight,
  suggestedWords,
} from "./page-margin.ts";
import type { Scenario } from "./scenario.ts";
import { until } from "./waiting.ts";

const REQUEST = "demo-request-weekly-reports";
/** Of the request, in a paragraph, a cell and a footnote; what is suggested behind them. */
const SUGGESTED = [
  ["Each Requester makes the whole request.", " In full.", "text"],
  ["not it was in fact made every week", " or month", "cell"],
  ["memoranda accompany this letter", " today", "footnote"],
] as const;
/** Pixels: who, what and the words around it in three lines at most, and its two buttons. */
const SMALL_CARD = 145;

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
  {
    name: "a suggestion in a paragraph, a cell and a footnote stands at its own words, beside a small card that opens at a press on them",
    async tell(stage) {
      const [ravi, ana] = [await stage.as("ilrc.reviewer"), await stage.as("council.drafter")];
      const draft = await stage.copyOf(REQUEST);
      await ravi.open(draft);
      for (const [behind, words] of SUGGESTED) {
        await ravi.goBehind(behind);
        await ravi.type(words);
        await ravi.reads("Only you see it yet");
        await ravi.press("Control+Enter");
        await until(
          `“${words}” is proposed`,
          () => ravi.driver.ask(suggestedWords, words.trim()),
          (at) => at !== null,
        );
        await ravi.reads("Proposed");
      }
      await ana.open(draft);
      for (const [, words, place] of SUGGESTED) {
        const says = words.trim();
        let before: { readonly x: number; readonly y: number } | null = null;
        const at = await until(
          `“${says}” stands in a ${place} and rests there`,
          () => ana.driver.ask(suggestedWords, says),
          (now) => {
            const rests = now !== null && now.x === before?.x && now.y === before.y;
            before = now;
            return rests && now.within === place;
          },
        );
        await until(
          `the card of “${says}” is a small one`,
          () => ana.driver.ask(heightOfCard, says),
          (height) => height !== null && height > 0 && height < SMALL_CARD,
        );
        if (at) await ana.driver.click(at.x, at.y);
        await until(
          `the card of “${says}” is open, and in the window`,
          () => ana.driver.ask(isCardInWindow, says),
          Boolean,
        );
        await ana.press("Escape");
      }
    },
  },
];
