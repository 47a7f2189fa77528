import { expect, it } from "vitest";
import { placesOf } from "./reading.ts";
import { ASKED, sharedTypesetter } from "./typesetter.ts";

const LONG =
  "An organization with a name that is about as long as the longest that it may have here";
const fiveOf = (name: string) => Array.from({ length: 5 }, () => name);

it.each([
  ["short", "Records about the priorities", ["One Council", "Another Center"]],
  ["long", "Records about immigration enforcement priorities and memos of 2021", fiveOf(LONG)],
  [
    "longest",
    "Records about priorities ".repeat(8).trim(),
    fiveOf(`${LONG}, ${LONG}`.slice(0, 120)),
  ],
])(
  "[L69] the picture of a public page holds %s words, none of them over others",
  async (_, title, names) => {
    const card = {
      title,
      counts: "2 requests · 6 items, 2 answered",
      organizations: names.join(", "),
      asOf: "As of June 1, 2022",
    };
    const input = { card, language: "en", createdAt: new Date(0) } as const;
    const set = await sharedTypesetter().card(input, ASKED);
    if (!set.ok) throw new Error(set.refusal.sentence);
    expect(set.value.pages).toBe(1);
    const words = (await placesOf(set.value.pdf))[0] ?? [];
    const said = Object.values(card).flatMap((part) => part.split(" "));
    expect(words.map(({ text }) => text)).toEqual(said);
    const ofTitle = words.slice(0, title.split(" ").length);
    const below = words.slice(ofTitle.length);
    const top = Math.min(...below.map((word) => word.top));
    expect(Math.max(...ofTitle.map((word) => word.bottom))).toBeLessThanOrEqual(top);
    expect(Math.max(...words.map((word) => word.bottom))).toBeLessThan(630);
  },
);
