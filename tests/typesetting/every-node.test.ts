import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import * as captionNode from "#app/document/nodes/caption.ts";
import * as exhibitNode from "#app/document/nodes/exhibit.ts";
import * as signatureBlockNode from "#app/document/nodes/signature-block.ts";
import { openingLines } from "#app/document/details/printed-lines.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "./details.ts";
import { letters, splitWords, textOf, wordsOf } from "./reading.ts";
import { letterInput, typesetterForTests, suitInput } from "./typesetter.ts";
import {
  body,
  caption,
  exhibit,
  field,
  footnote,
  named,
  prose,
  reference,
  signatures,
} from "./writing.ts";

const typesetter = typesetterForTests();

describe("what the desk says of details is what the page prints", () => {
  it.each(LAYOUT_PROFILES)("of caption, signature blocks and exhibits in %s", async (profile) => {
    const text = prose(caption(), body("Text."), exhibit("request"), ...signatures("ilrc"));
    const { pdf } = await typesetter.set(suitInput(text, { layoutProfile: profile }));
    const printed = letters(await textOf(pdf));
    const page = { facts: SUIT_DETAILS, layoutProfile: profile };
    const lines = [
      ...captionNode.lines(page),
      ...exhibitNode.lines({ id: "request" }, page, "A"),
      ...signatureBlockNode.lines({ organization: "ilrc" }, page),
    ];
    expect(lines.length).toBeGreaterThan(10);
    // The two sides of the caption are read across, and a case number to come is room on paper.
    const missing = lines
      .filter((line) => !line.includes("[case number]"))
      .flatMap(splitWords)
      .filter((word) => !printed.includes(letters(word)));
    expect(missing).toEqual([]);
  });

  it("of the opening of a letter", async () => {
    const { pdf } = await typesetter.set(letterInput(prose(body("Text."))));
    const printed = letters(await textOf(pdf));
    const opening = openingLines(LETTER_DETAILS);
    if (opening === null) throw new Error("the letter has no opening");
    const { letterhead, date, delivery, addressee, re, flags } = opening;
    for (const line of [date, delivery ?? "", ...addressee, re ?? "", ...flags]) {
      expect(printed).toContain(letters(line));
    }
    for (const { name } of letterhead) {
      for (const word of splitWords(name)) expect(printed).toContain(letters(word));
    }
  });

  it("of paragraphs with fields and references, number by number", async () => {
    const text = prose(
      named("p1", "numbered", 1, "First, number ", field("trackingNumber"), "."),
      named("p2", "numbered", 1, "Second, as ", reference("p1"), " says."),
      named("p3", "numbered", 1, "Third, see ", reference("p1", "p2"), " and ", reference("gone")),
    );
    const { pdf } = await typesetter.set(
      letterInput(text, { facts: { ...LETTER_DETAILS, letter: null } }),
    );
    const printed = letters(await textOf(pdf));
    const said = plainText(text, { page: { facts: LETTER_DETAILS, layoutProfile: "letter" } });
    for (const line of said.split("\n\n").slice(0, 2)) expect(printed).toContain(letters(line));
    expect(printed).toContain(letters("Third, see ¶¶ 1–2 and"));
  });
});

const WORD = fc.constantFrom(
  "records",
  "ICE",
  "¿qué",
  "reports",
  "552(a)(4)",
  "weekly",
  "“quoted”",
);
const words = fc.array(WORD, { minLength: 1, maxLength: 30 });

describe("a random document of all that is written", () => {
  it("gives back every word in order, its footnotes below", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: words, note: fc.option(words) }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.constantFrom(...LAYOUT_PROFILES),
        async (paragraphs, layoutProfile) => {
          const text = prose(
            ...paragraphs.map(({ text: of, note }, index) =>
              named(
                `p${index}`,
                "numbered",
                1,
                of.join(" "),
                ...(note === null ? [] : [footnote(note.join(" "))]),
              ),
            ),
          );
          const { pdf } = await typesetter.set(suitInput(text, { layoutProfile, preview: true }));
          const read = await wordsOf(pdf);
          const inText = paragraphs.flatMap((paragraph) => paragraph.text);
          const inNotes = paragraphs.flatMap(({ note }) => note ?? []);
          expect(notFound(inText, read)).toBeNull();
          expect(notFound(inNotes, read)).toBeNull();
        },
      ),
      { numRuns: 10 },
    );
  });
});

/** The first of these words that does not follow the ones before it, or null. */
function notFound(wanted: readonly string[], read: readonly string[]): string | null {
  let at = 0;
  for (const word of wanted) {
    while (at < read.length && !(read[at] ?? "").startsWith(word)) at += 1;
    if (at === read.length) return word;
    at += 1;
  }
  return null;
}
