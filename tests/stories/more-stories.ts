import { CLOSING, MIDDLE, onceEach, OPENING, type Story } from "./story.ts";

const MANY = Array.from({ length: 30 }, (_, index) => `Pasted paragraph ${index + 1}.`);

/** Stories beyond the list of the flow: what real people do to each other. */
export const MORE_STORIES: readonly Story[] = [
  {
    name: "joins at the end of which I type",
    at: OPENING,
    act: async ({ other }) => {
      await other.goBefore("alpha");
      await other.press("Home", "Backspace");
    },
    ends: ({ mine }) => [`${OPENING}${mine}${MIDDLE}`, CLOSING],
  },
  {
    name: "both press Enter in the same place",
    at: null,
    prepare: async ({ me, other }) => {
      await Promise.all([me.goBehind("alpha beta "), other.goBehind("alpha beta ")]);
    },
    act: async ({ me, other, delay }) => {
      await Promise.all([me.press("Enter"), other.press("Enter")]);
      await Promise.all([me.type("Mine.", delay), other.type("Theirs.", delay)]);
    },
    isOver: true,
    ends: ({ blocks }) =>
      onceEach(blocks, OPENING, "alpha beta ", "gamma delta.", CLOSING, "Mine.", "Theirs."),
  },
  {
    name: "drags another paragraph to before mine",
    at: MIDDLE,
    // WebDriver's mouse begins no drag of text in Firefox.
    not: "firefox",
    act: async ({ other }) => {
      await other.drag("Closing", "Opening");
    },
    ends: ({ mine, blocks }) => {
      const bare = blocks.filter((block) => block !== "");
      if (!bare.includes(`${MIDDLE}${mine}`)) return "my paragraph is not as I wrote it";
      if (bare.at(-1)?.includes(CLOSING)) return "it was not moved";
      return onceEach(blocks, "Opening words of the letter.", CLOSING, MIDDLE);
    },
  },
  {
    name: "drags my paragraph to before another",
    at: MIDDLE,
    // WebDriver's mouse begins no drag of text in Firefox.
    not: "firefox",
    act: async ({ other }) => {
      await other.drag("alpha", "Opening");
    },
    // Text I write at its end while it is selected is not selected: then its words are dropped, not it.
    ends: ({ mine, blocks }) => {
      const text = blocks.join("");
      if (!text.startsWith(`${MIDDLE}${mine}`)) return "it was not moved with my words";
      return onceEach([text], OPENING, MIDDLE, CLOSING, mine);
    },
  },
  {
    name: "I am offline for a while, and both rewrite the same paragraph",
    at: "alpha beta",
    prepare: async ({ cable }) => cable.pull(),
    act: async ({ me, other, cable, whenTyped, delay }) => {
      await other.select("gamma", "delta");
      await other.type("epsilon", delay);
      await other.goBehind("alpha");
      await other.press("Enter");
      await whenTyped(32);
      await me.goBefore("alpha");
      await me.type("First, ", delay);
      await me.goBehind("of this is lost.");
      cable.plugIn();
    },
    ends: ({ mine }) => [OPENING, "First, alpha", ` beta${mine} epsilon.`, CLOSING],
  },
  {
    name: "pastes many paragraphs at my caret",
    at: "alpha beta",
    prepare: ({ other }) => other.goBehind("alpha beta"),
    act: async ({ other }) => {
      const paragraphs = MANY.map((words) => `<p data-kind="body">${words}</p>`);
      await other.paste(`<div data-pm-slice="0 0 []">${paragraphs.join("")}</div>`);
    },
    ends: ({ mine, blocks }) => {
      const first = blocks.indexOf(MANY[0] ?? "");
      const pasted = blocks.slice(first, first + MANY.length);
      if (first < 0 || pasted.join("\n") !== MANY.join("\n")) return "what was pasted is torn";
      const rest = [...blocks.slice(0, first), ...blocks.slice(first + MANY.length)].join("");
      return onceEach([rest], OPENING, `alpha beta${mine}`, " gamma delta.", CLOSING);
    },
  },
  {
    name: "types in it too, and both undo",
    at: MIDDLE,
    act: async ({ me, other, whenTyped, delay }) => {
      await other.goBefore("alpha");
      await other.press("Home");
      await other.type("Theirs: ", delay);
      await whenTyped(32);
      await me.sees(`Theirs: ${MIDDLE}`);
      await other.sees("this is lost.");
      for (let time = 0; time < 8; time += 1) {
        await Promise.all([me.press("Control+z"), other.press("Control+z")]);
      }
    },
    // The start was pasted by me: what is left is mine to undo, and the other's words are gone.
    isOver: true,
    ends: ({ blocks }) => {
      const text = blocks.join("");
      return /Theirs|Not one|is lost/u.test(text) ? "something is left of what was undone" : null;
    },
  },
  {
    name: "undoes a split while I type behind it",
    at: MIDDLE,
    act: async ({ me, other, whenTyped }) => {
      await other.goBehind("alpha beta ");
      await other.press("Enter");
      await me.sees("gamma delta.");
      await whenTyped(16);
      await other.press("Control+z");
    },
    ends: ({ mine }) => [OPENING, `${MIDDLE}${mine}`, CLOSING],
  },
  {
    name: "types in the same block while I compose with an input method",
    at: null,
    not: "firefox",
    act: async ({ me, other, delay }) => {
      await me.goBehind(MIDDLE);
      await other.goBefore("alpha");
      await other.press("Home");
      await me.driver.compose(["に", "にほ", "にほん", "日本"], () => other.type("ab ", delay));
    },
    ends: ({ blocks }) => {
      const [opening, middle, closing] = blocks;
      const is = middle === `ab ab ab ${MIDDLE}日本 So.`;
      return is && opening === OPENING && closing === CLOSING ? null : "it was disturbed";
    },
  },
  {
    name: "types and splits in another block while I compose with an input method",
    at: null,
    not: "firefox",
    act: async ({ me, other, delay }) => {
      await me.goBehind(MIDDLE);
      await other.goBehind("Opening");
      await me.driver.compose(["に", "にほ", "にほん", "日本"], async () => {
        await other.type(" ab", delay);
        await other.press("Enter");
      });
    },
    ends: () => ["Opening ab", " ab", " ab", " words of the letter.", `${MIDDLE}日本 So.`, CLOSING],
  },
  {
    name: "splits my block while I compose with an input method in it",
    at: null,
    not: "firefox",
    act: async ({ me, other }) => {
      let isSplit = false;
      await me.goBehind(MIDDLE);
      await other.goBehind("alpha beta ");
      await me.driver.compose(["に", "にほ", "にほん", "日本"], async () => {
        if (!isSplit) await other.press("Enter");
        isSplit = true;
      });
    },
    ends: () => [OPENING, "alpha beta ", "gamma delta.日本 So.", CLOSING],
  },
  {
    name: "takes back letters right before mine",
    at: MIDDLE,
    act: async ({ other }) => {
      await other.goBehind("alpha beta gamma");
      for (let time = 0; time < 6; time += 1) await other.press("Backspace");
    },
    ends: ({ mine }) => [OPENING, `alpha beta delta.${mine}`, CLOSING],
  },
  {
    name: "puts in a paragraph before mine and one behind it",
    at: MIDDLE,
    act: async ({ other, delay }) => {
      await other.goBehind(OPENING);
      await other.press("Enter");
      await other.type("Before.", delay);
      await other.goBefore(CLOSING);
      await other.type("Behind.", delay);
      await other.press("Enter");
    },
    ends: ({ mine }) => [OPENING, "Before.", `${MIDDLE}${mine}`, "Behind.", CLOSING],
  },
];
