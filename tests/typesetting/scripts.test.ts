import { describe, expect, it } from "vitest";
import { jhove, VALID } from "./standards/jhove.ts";
import { faultsIn, preflight } from "./standards/preflight.ts";
import { fontsOf, letters, placesOf, readingOf, splitWords, textOf } from "./reading.ts";
import { SCRIPT_TEXTS } from "./script-texts.ts";
import { ASKED, letterInput, sharedTypesetter, typesetterForTests } from "./typesetter.ts";
import { block, body, footnote, named, prose, table } from "./writing.ts";

const typesetter = typesetterForTests();

/** Whether each sign of `part` stands in `whole`, in that order: a reader may say a stack of signs twice. */
function isWithin(part: string, whole: string): boolean {
  let from = 0;
  return [...part].every((sign) => {
    from = whole.indexOf(sign, from) + 1;
    return from > 0;
  });
}

/** Of these a reader says signs that are stacked twice, since each is drawn at a height of its own. */
const SAID_TWICE = new Set(["Persian", "Hindi", "Bengali", "Khmer", "Lao"]);

describe("a text in other scripts", () => {
  it.each(Object.entries(SCRIPT_TEXTS))(
    "is printed, and reads as it was written: %s",
    async (name, words) => {
      const { pdf } = await typesetter.set(letterInput(prose(body(words))));
      const read = letters(await readingOf(pdf)).replaceAll("\u200c", "");
      // In which order a reader puts words from the right, digits and the rest of an English page is its own.
      for (const word of splitWords(words.replaceAll(/\u200c|[،.]/gu, ""))) {
        if (SAID_TWICE.has(name)) expect([word, isWithin(word, read)]).toEqual([word, true]);
        else expect(read).toContain(word);
      }
      for (const { name: font, embedded } of await fontsOf(pdf))
        expect([font, embedded]).toEqual([font, true]);
    },
  );

  it("brings of each of its fonts only the signs that it draws", async () => {
    const { Arabic: arabic = "", Hindi: hindi = "" } = SCRIPT_TEXTS;
    const text = prose(
      body("Miriam asked."),
      body(arabic),
      body(hindi),
      body("陳大文 and 田中さん."),
    );
    const { pdf } = await typesetter.set(letterInput(text));
    const fonts = await fontsOf(pdf);
    expect(fonts.length).toBeGreaterThan(3);
    for (const { name, subset } of fonts) {
      expect([name, subset]).toEqual([expect.stringMatching(/^[A-Z]{6}\+/u), true]);
    }
    // One of its fonts as a whole weighs several megabytes.
    expect(pdf.byteLength).toBeLessThan(200_000);
  });

  it("runs from the right where its first letter does, in a paragraph, a list and a cell", async () => {
    const words = "מרים ביקשה";
    const blocks = [
      body(words),
      body(`Miriam ${words}`),
      block("bullet", 1, words),
      table(false, [words, "x"]),
    ];
    const { pdf } = await typesetter.set(letterInput(prose(...blocks)));
    const found = (await placesOf(pdf))[0]!.filter(({ text }) => text === "םירמ");
    const [alone, within, item, cell] = found.map(({ right }) => Math.round(right));
    expect(alone).toBe(612 - 72);
    expect(within).toBeLessThan(250);
    // Its mark stands to the right of it. (The reader tells letters in the order in which they are drawn.)
    expect(item).toBe(612 - 72 - 28);
    expect(cell).toBeLessThan(300);
  });

  it("keeps the file valid, with names in a heading, a note and a cell, and the same bytes each time", async () => {
    const { Arabic: arabic = "", Hindi: hindi = "", Hebrew: hebrew = "" } = SCRIPT_TEXTS;
    const text = prose(
      block("heading", 1, arabic),
      body("See note", footnote(hebrew), " of 陳大文 and 田中さん."),
      table(true, ["Name", "Words"], [hindi, "김영희"]),
    );
    const [one, again] = [
      await typesetter.set(letterInput(text)),
      await typesetter.set(letterInput(text)),
    ];
    expect(Buffer.from(one.pdf).equals(Buffer.from(again.pdf))).toBe(true);
    const [findings] = await preflight([one.pdf]);
    expect(faultsIn(findings!)).toEqual([]);
    expect(await jhove([one.pdf])).toEqual([VALID]);
  });

  it("has the shapes of its language where a character is drawn in several ways", async () => {
    const text = prose(
      body("直接 中国人"),
      body("直接 中國人們"),
      body("直接の請求"),
      body("직접 直接"),
    );
    const { pdf } = await typesetter.set(letterInput(text));
    const fonts = (await fontsOf(pdf)).map(({ name }) => name);
    for (const family of ["sc", "tc", "jp", "kr"]) {
      expect(
        fonts.some((font) => font.includes(`noto-serif-${family}-`)),
        family,
      ).toBe(true);
    }
  });

  it("is on a redline and on the picture of a public page, too", async () => {
    const { Arabic: arabic = "" } = SCRIPT_TEXTS;
    const side = (words: string) => ({
      prose: prose(named("a", "body", 1, words)),
      facts: letterInput(prose()).facts,
      layoutProfile: "letter" as const,
      name: "Version 1",
      sha256: "ab".repeat(32),
    });
    const redline = await sharedTypesetter().redline(
      {
        redline: { before: side("One."), after: side(arabic) },
        title: "Redline",
        facts: [],
        notice: "",
        language: "en-US",
        createdAt: new Date(0),
      },
      ASKED,
    );
    if (!redline.ok) throw new Error(redline.refusal.sentence);
    const read = letters(await readingOf(redline.value.pdf));
    for (const word of splitWords(arabic.replaceAll(/[،.]/gu, ""))) expect(read).toContain(word);
    const card = {
      title: "陳大文",
      counts: "2 requests",
      organizations: "ማርያም",
      asOf: "As of June 1",
    };
    const drawn = await sharedTypesetter().card(
      { card, language: "en", createdAt: new Date(0) },
      ASKED,
    );
    if (!drawn.ok) throw new Error(drawn.refusal.sentence);
    expect(letters(await textOf(drawn.value.pdf))).toContain("陳大文");
    expect(letters(await textOf(drawn.value.pdf))).toContain("ማርያም");
  });
});

describe("signs that no typeface has", () => {
  it("are named all at once, each with where it stands", async () => {
    const text = prose(
      body("Fine."),
      named("first", "body", 1, "We thank 𐎀 and 𐎁."),
      named("second", "body", 1, "And 𒀀, and 陳."),
    );
    expect(await typesetter.refusal(letterInput(text))).toBe(
      "text-incomplete: Some signs can’t be printed: no typeface here has a picture of them. They stand in paragraph 2, which begins “We thank 𐎀 and 𐎁.”: “𐎀” (U+10380), “𐎁” (U+10381); in paragraph 3, which begins “And 𒀀, and 陳.”: “𒀀” (U+12000). The text is unchanged; replace these signs and try again.",
    );
  });

  it("are named up to a bound, with how many more there are", async () => {
    const signs = Array.from({ length: 20 }, (_, index) => String.fromCodePoint(0x10380 + index));
    const sentence = await typesetter.refusal(
      letterInput(prose(...signs.map((sign) => body(sign, " words")), body(signs.join(" ")))),
    );
    expect(sentence).toContain("; and in 9 more places.");
    expect(sentence.length).toBeLessThan(1_500);
  });
});
