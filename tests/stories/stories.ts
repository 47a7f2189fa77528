import { CLOSING, endOf, MIDDLE, onceEach, OPENING, type Story } from "./story.ts";

const numbered = (words: string) => ({ html: `<p data-kind="numbered">${words}</p>` });
const cell = (words: string) => `<td><p data-kind="body">${words}</p></td>`;
const TABLE = {
  html: `<table><tbody><tr>${["one", "two", "three"].map(cell).join("")}</tr><tr>${["four", "five", "six"].map(cell).join("")}</tr></tbody></table>`,
};

/** The stories in which the other does something to the paragraph in which I type. */
export const STORIES: readonly Story[] = [
  {
    name: "splits before my caret",
    at: MIDDLE,
    act: async ({ other }) => {
      await other.goBehind("alpha beta ");
      await other.press("Enter");
    },
    ends: ({ mine }) => [OPENING, "alpha beta ", `gamma delta.${mine}`, CLOSING],
  },
  {
    name: "splits in my very word",
    at: "alpha beta gam",
    act: async ({ other }) => {
      await other.goBehind("alpha beta ga");
      await other.press("Enter");
    },
    ends: ({ mine }) => [OPENING, "alpha beta ga", `m${mine}ma delta.`, CLOSING],
  },
  {
    name: "splits in the sentence that I am typing",
    at: MIDDLE,
    act: async ({ other, whenTyped }) => {
      await whenTyped(8);
      // Behind the last letter that has arrived, Enter would make a new paragraph after mine.
      await other.sees("delta. Not o");
      await other.goBehind("delta. Not");
      await other.press("Enter");
    },
    ends: ({ mine }) => [OPENING, `${MIDDLE} Not`, mine.slice(" Not".length), CLOSING],
  },
  {
    name: "joins my paragraph with the one before",
    at: MIDDLE,
    act: async ({ other }) => {
      await other.goBefore("alpha");
      await other.press("Home", "Backspace");
    },
    ends: ({ mine }) => [`${OPENING}${MIDDLE}${mine}`, CLOSING],
  },
  {
    name: "puts in a footnote before my caret",
    at: MIDDLE,
    act: async ({ other, delay }) => {
      await other.goBehind("alpha beta");
      await other.press("Control+Alt+f");
      await other.type("See note.", delay);
    },
    ends: ({ mine }) => [OPENING, `alpha beta[See note.] gamma delta.${mine}`, CLOSING],
  },
  {
    name: "puts in a reference before my caret",
    start: [OPENING, MIDDLE, CLOSING, numbered("First count."), numbered("Second count.")],
    at: MIDDLE,
    act: async ({ other, delay }) => {
      await other.goBehind("alpha beta");
      await other.press("Control+Shift+e");
      await other.typeInDialog("2", delay);
      await other.press("Enter");
    },
    ends: ({ mine }) => [
      OPENING,
      `alpha beta{reference} gamma delta.${mine}`,
      CLOSING,
      "First count.",
      "Second count.",
    ],
  },
  {
    name: "puts in a line break before my caret",
    at: MIDDLE,
    act: async ({ other }) => {
      await other.goBehind("alpha beta");
      await other.press("Shift+Enter");
    },
    ends: ({ mine }) => [OPENING, `alpha beta⏎ gamma delta.${mine}`, CLOSING],
  },
  {
    name: "replaces every “o”",
    start: [OPENING, "one or two or more of those.", CLOSING],
    at: "one or two or more of those.",
    act: async ({ other }) => {
      await other.press("Control+h");
      await other.fillField("Find", "o");
      await other.fillField("Replace with", "0");
      await other.pressButton("Replace all");
      await other.press("Escape");
    },
    ends: ({ mine, blocks }) => {
      const text = blocks.join("\n");
      const all = [OPENING, `one or two or more of those.${mine}`, CLOSING].join("\n");
      // Finding, as it begins, doesn't tell capitals from small letters.
      if (text.replaceAll("0", "o").toLowerCase() !== all.toLowerCase())
        return "some letter is lost or elsewhere";
      const rest = text.replace(/ N[o0]t .*/u, "");
      return rest.includes("o") ? "not every “o” was replaced" : null;
    },
  },
  {
    name: "cuts my paragraph and pastes it elsewhere",
    at: MIDDLE,
    act: async ({ other }) => {
      await other.selectParagraph("alpha");
      await other.press("Control+x");
      await other.goBehind(CLOSING);
      await other.press("Enter", "Control+v");
    },
    ends: ({ mine, blocks }) => {
      const moved = blocks.findIndex((block) => block.includes(`${MIDDLE}${mine}`));
      if (moved < 0) return "my words did not go with the paragraph";
      if (moved < blocks.findIndex((block) => block.includes(CLOSING))) return "it was not moved";
      return onceEach([blocks.join("")], OPENING, CLOSING, MIDDLE, mine);
    },
  },
  {
    name: "deletes the paragraph in which I type",
    at: MIDDLE,
    act: async ({ other }) => {
      await other.selectParagraph("alpha");
      await other.press("Delete", "Backspace");
    },
    ends: ({ mine, blocks, before }) => {
      const gone = before.find((block) => block.startsWith(MIDDLE))?.slice(MIDDLE.length) ?? "";
      const left = endOf(mine, blocks.join(""));
      // A few letters were on their way to the other's screen when it was read.
      if (mine.length - left.length > gone.length + 12) return `only “${left}” is left of my words`;
      return onceEach(blocks, OPENING, CLOSING);
    },
  },
  {
    name: "takes my table's column",
    start: [OPENING, TABLE, CLOSING],
    at: "two",
    act: async ({ other }) => {
      await other.goBehind("five");
      await other.pressButton("Table");
      await other.pressButton("Delete column");
    },
    // Words in a cell that is deleted whole go with it and are offered (F9).
    ends: ({ mine, blocks }) => {
      const left = blocks.join("\n");
      for (const words of ["one", "three", "four", "six"]) {
        if (!left.includes(words)) return `“${words}” is gone`;
      }
      const after = endOf(mine, left);
      const rest = left.replace(after, "");
      return rest === [OPENING, "one", "three", "four", "six", CLOSING].join("\n")
        ? null
        : "words of others changed";
    },
  },
  {
    name: "makes bold across my caret",
    at: "alpha beta gam",
    act: async ({ other }) => {
      await other.select("beta", "delta");
      await other.press("Control+b");
    },
    ends: ({ mine }) => [OPENING, `alpha beta gam${mine}ma delta.`, CLOSING],
  },
  {
    name: "selects all and types",
    at: MIDDLE,
    act: async ({ other, delay }) => {
      await other.press("Control+a");
      await other.type("New words.", delay);
    },
    ends: ({ mine, blocks, before }) => {
      const gone = before.find((block) => block.startsWith(MIDDLE))?.slice(MIDDLE.length) ?? "";
      const left = endOf(mine, blocks.join(""));
      if (mine.length - left.length > gone.length + 12) return `only “${left}” is left of my words`;
      const others = blocks.join("").replace(left, "");
      return others === "New words." ? null : `beside my words there is “${others}”`;
    },
  },
  {
    name: "both split one paragraph at once",
    at: null,
    act: async ({ me, other, delay }) => {
      await Promise.all([me.goBehind("alpha beta gamma"), other.goBehind("alpha beta")]);
      await Promise.all([me.press("Enter"), other.press("Enter")]);
      await Promise.all([me.type("Mine: ", delay), other.type("Theirs: ", delay)]);
    },
    ends: () => [OPENING, "alpha beta", "Theirs:  gamma", "Mine:  So. delta.", CLOSING],
  },
  {
    name: "presses Enter at the end and writes while I write at the end, neither seeing the other yet",
    at: null,
    prepare: async ({ me, other }) => {
      await Promise.all([me.goBehind(MIDDLE), other.goBehind(MIDDLE)]);
    },
    act: async ({ me, other, cable, delay }) => {
      cable.pull();
      await Promise.all([
        me.type(" Not one letter.", delay),
        other.press("Enter").then(() => other.type("Words of my own.", delay)),
      ]);
      cable.plugIn();
      await me.sees("Words of my own.");
      await other.sees("Not one letter.");
    },
    ends: ({ mine }) => [OPENING, `${MIDDLE} Not one letter.${mine}`, "Words of my own.", CLOSING],
  },
  {
    name: "presses Enter at the end and writes, and I write at the end",
    at: MIDDLE,
    act: async ({ other, delay }) => {
      await other.goBehind(MIDDLE);
      await other.press("End", "Enter");
      await other.type("Words of my own.", delay);
    },
    // Enter splits where the other's caret stood by then: what I had typed since comes behind it.
    ends: ({ mine, blocks }) => {
      const [opening, first = "", second = "", closing] = blocks;
      if (opening !== OPENING || closing !== CLOSING || blocks.length !== 4) return "elsewhere";
      const had = first.slice(MIDDLE.length);
      if (!first.startsWith(MIDDLE) || !mine.startsWith(had)) return "elsewhere";
      return second === `Words of my own.${mine.slice(had.length)}` ? null : "elsewhere";
    },
  },
  {
    name: "makes a heading of my paragraph",
    at: MIDDLE,
    act: async ({ other }) => {
      await other.goBehind("alpha");
      await other.press("Control+Alt+1");
    },
    ends: ({ mine }) => [OPENING, `${MIDDLE}${mine}`, CLOSING],
  },
];
