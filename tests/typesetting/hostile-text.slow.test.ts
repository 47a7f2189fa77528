import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import type { BlockKind } from "#app/document/nodes/kinds.ts";
import { plainText } from "#tests/support/plain-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { COALITION_DETAILS, LETTER_DETAILS } from "./details.ts";
import { PLAIN_TEXT, letters, placesOf, textOf } from "./reading.ts";
import { letterInput, typesetterForTests } from "./typesetter.ts";
import { block, body, footnote, link, marked, named, prose, table } from "./writing.ts";
import type { TestText } from "./writing.ts";

const typesetter = typesetterForTests();
const details = { ...COALITION_DETAILS, letter: null };

async function printed(...content: ProseNode[]): Promise<string> {
  const { pdf } = await typesetter.set(letterInput(prose(...content), { facts: details }));
  return (await textOf(pdf, PLAIN_TEXT)).trim();
}

describe("text that means something to the typesetter", () => {
  it.each([
    '#panic("no") #read("/etc/passwd") #import "@preview/x:0.1.0": *',
    "*bold* _italic_ `code` $x^2$ = Heading - item + item / term: ~ -- --- ... \\ @label <label>",
    '{"k":"br"} [content] #[content] \\u{1F600} // comment /* comment */',
    "<script>alert(1)</script> &amp; &#65; ${process.env.HOME} %s %n ../../data.json",
    "\"straight\" 'quotes' and “curly” ‘ones’ stay as they are",
  ])("prints as it was written: %s", async (text) => {
    expect((await printed(body(text))).replace(/\s+/g, " ")).toBe(text);
  });

  it("prints so in headings, items, cells, notes, links and details too", async () => {
    const text = "#panic() *x* $y$";
    const content = [
      block("heading", 1, text),
      block("requestItem", 1, text),
      block("bullet", 1, marked(text, "bold", "italic", "underline")),
      table(true, [text], [text]),
      body(link(text, "https://example.org/#panic()"), footnote(text)),
    ];
    const plain = await printed(...content);
    expect(plain.split(text)).toHaveLength(8);
    const letter = { ...LETTER_DETAILS.letter!, re: text, addressee: [text], delivery: text };
    const { pdf } = await typesetter.set(
      letterInput(prose(body("x")), { facts: { ...LETTER_DETAILS, letter }, title: text }),
    );
    expect((await textOf(pdf)).split(text)).toHaveLength(4);
  });

  it("does not take an address apart that is no link", async () => {
    const unsafe: ProseNode = {
      type: "text",
      text: "words",
      marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }],
    };
    const { pdf } = await typesetter.set(letterInput(prose(body(unsafe)), { facts: details }));
    expect(Buffer.from(pdf).toString("latin1")).not.toContain("javascript:");
    expect(await textOf(pdf)).toContain("words");
  });
});

describe("letters and signs", () => {
  it("prints Spanish, French, Polish, Greek, Cyrillic and Hebrew", async () => {
    const text =
      "La Petición de ñandúes: ¿qué? ¡Así! À l’œuvre, Łódź żółw. Ελληνικά. Москва. § ¶ † ‡ € – — … ½";
    expect((await printed(body(text))).replace(/\s+/g, " ")).toBe(text);
    expect(await printed(body("שלום"))).toContain("שלום");
  });

  it("prints emoji, check marks, boxes and stars, in a face that has them", async () => {
    const text = "A unicorn 🦄, ☐ no ☒ yes ✓ done ★ and 👍🏽 🇺🇸";
    expect((await printed(body(text))).replace(/\s+/gu, " ")).toBe(text);
    // In every face of the text, each of which has to pass for PDF/A and PDF/UA.
    const all = [
      block("heading", 1, "Bold 😀"),
      body(marked("italic 🦄", "italic"), footnote("📎")),
    ];
    const plain = await printed(...all, table(true, ["☑ a"], ["✔ b"]));
    for (const sign of "😀🦄📎☑✔") expect(plain).toContain(sign);
  });

  it("keeps lines where they are, whatever signs they hold", async () => {
    const lines = async (sign: string) => {
      const { pdf } = await typesetter.set(
        letterInput(prose(body(`One ${sign} two.`), body("Three.")), { facts: details }),
      );
      const places = (await placesOf(pdf)).flat();
      return places
        .filter(({ text }) => text === "two." || text === "Three.")
        .map(({ top }) => top);
    };
    const plain = await lines("and");
    expect(plain).toHaveLength(2);
    expect(await lines("🦄☐")).toEqual(plain);
  });

  it("prints letters that are put together from a letter and an accent", async () => {
    expect((await printed(body("Petici\u006f\u0301n"))).normalize("NFC")).toBe("Petición");
  });

  it("keeps every word around marks that turn the direction of writing", async () => {
    const plain = await printed(
      body("one \u200ftwo\u200e \u202dthree\u202c \u2066four\u2069 five"),
    );
    for (const word of ["one", "two", "three", "four", "five"]) expect(plain).toContain(word);
  });

  it("prints tabs and ends of lines as blanks, and leaves out what only chooses between pictures", async () => {
    expect(await printed(body("Bell tab\tline\nfeed\u000bvertical \ufeffend\u0085x ‡\ufe0e"))).toBe(
      "Bell tab line feed vertical end x ‡",
    );
  });

  it.each([
    ["\u0007", "U+0007"],
    ["\u0002", "U+0002"],
    ["\u007f", "U+007F"],
    ["\u0090", "U+0090"],
    ["\ufffe", "U+FFFE"],
  ])(
    "says where the control character %j stands, and prints nothing without it",
    async (sign, name) => {
      const text = prose(
        body("Fine."),
        named("the-one", "body", 1, `We thank${sign} you for this.`),
      );
      expect(await typesetter.refusal(letterInput(text, { facts: details }))).toBe(
        `text-incomplete: The control character ${name} can’t be printed: no page can show it. It stands in paragraph 2, which begins “We thank you for this.”. The text is unchanged; cut the words there out, paste them again, and try again.`,
      );
      const note = prose(body("Fine.", footnote(`A ${sign}note.`)));
      expect(await typesetter.refusal(letterInput(note, { facts: details }))).toContain(name);
    },
  );

  it("breaks a word of 10,000 characters within the margins and loses none of them", async () => {
    const word = "Donaudampfschiff".repeat(625);
    const { pdf } = await typesetter.set(
      letterInput(prose(body("So: ", word)), { facts: details }),
    );
    const words = (await placesOf(pdf)).flat().filter((place) => place.top > 60);
    expect(words.filter((place) => place.right > 540.5)).toEqual([]);
    expect(letters(await textOf(pdf, PLAIN_TEXT))).toBe(`So:${word}`);
  });

  it("breaks a long address after its slashes, so that it can be copied whole", async () => {
    const address = `https://example.org/${"records/".repeat(20)}index.html`;
    const plain = await printed(body(link(address, address)));
    expect(letters(plain)).toBe(address);
    for (const line of plain.split("\n").slice(0, -1)) expect(line).toMatch(/[/.]$/u);
  });

  it("prints small capitals as capitals and raises what is raised", async () => {
    expect(
      await printed(body(marked("Roe v. Wade", "smallCaps"), " 3", marked("rd", "superscript"))),
    ).toMatch(/^ROE V\. WADE 3\s?rd$/);
  });

  it.each([
    ["𐎀", "U+10380"],
    ["\ue000", "U+E000"],
    ["ᠠ", "U+1820"],
  ])("says where the sign %s stands, which all typefaces lack", async (sign, name) => {
    const text = prose(
      body("Fine."),
      named("the-one", "body", 1, `We thank you ${sign} for this.`),
    );
    const refusal = await typesetter.refusal(letterInput(text, { facts: details }));
    expect(refusal).toBe(
      `text-incomplete: The sign “${sign}” (${name}) can’t be printed: no typeface here has a picture of it. It stands in paragraph 2, which begins “We thank you ${sign} for this.”. The text is unchanged; replace that sign and try again.`,
    );
  });

  it("says so of a detail as well", async () => {
    const letter = { ...LETTER_DETAILS.letter!, re: "Reports 𐎀" };
    const refusal = await typesetter.refusal(
      letterInput(prose(body("x")), { facts: { ...LETTER_DETAILS, letter } }),
    );
    expect(refusal).toContain("It stands in the letter’s opening.");
  });
});

/** Words of any letters and signs that the typeface has, and marks on some of them. */
const words: fc.Arbitrary<TestText> = fc
  .tuple(
    fc.string({
      unit: fc.constantFrom(
        ..."abcdefghijklmnopqrstuvwxyzABCXYZáñüçßøłžΩЖ0123456789#*_$@`~<>[]{}()\\/|\"'“”‘’«»§¶†–—…%&+=^:;,.!?- ",
      ),
      minLength: 1,
      maxLength: 60,
    }),
    fc.subarray(["bold", "italic", "underline", "superscript"]),
  )
  .map(([text, marks]) => marked(text, ...marks));

const anyBlock: fc.Arbitrary<ProseNode> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom<BlockKind>(
          "body",
          "heading",
          "bullet",
          "ordered",
          "quote",
          "numbered",
          "requestItem",
        ),
        fc.integer({ min: 1, max: 6 }),
        fc.array(words, { maxLength: 6 }),
      )
      .map(([kind, level, content]) => block(kind, level, ...content)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.boolean(), fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 4 }))
      .map(([head, rows]) => table(head, ...rows)),
  },
);

describe("any document", () => {
  it("comes out with every letter in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBlock, { minLength: 1, maxLength: 25 }), async (content) => {
        const { pdf } = await typesetter.set(letterInput(prose(...content), { facts: details }));
        const expected = plainText(prose(...content));
        expect(letters(await textOf(pdf, PLAIN_TEXT))).toBe(letters(expected));
      }),
      { numRuns: 60 },
    );
  });
});
