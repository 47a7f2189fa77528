import { describe, expect, it } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { complaint } from "#prisma/seed/texts/complaint/index.ts";
import { LETTER_DETAILS } from "./details.ts";
import { fontsOf, infoOf, structureOf } from "./reading.ts";
import { letterInput, typesetterForTests, suitInput } from "./typesetter.ts";
import { block, body, caption, footnote, link, prose, signatures, table } from "./writing.ts";

const typesetter = typesetterForTests();

/** The tags alone, with their depth. */
async function tagsOf(pdf: Uint8Array): Promise<string[]> {
  return (await structureOf(pdf))
    .split("\n")
    .flatMap(
      (line) =>
        /^(\s*)([A-Z][A-Za-z0-9]*)(?: <[^>]*>)?(?: "[^"]*")? \((?:block|inline)\)/.exec(
          line,
        )?.[2] ?? [],
    );
}

describe("the PDF's structure", () => {
  it("tags headings, lists, quotations, tables, notes and links", async () => {
    const text = prose(
      block("heading", 1, "Heading"),
      body("Words", footnote("A note."), " and ", link("a link", "https://example.org/")),
      block("requestItem", 1, "An item"),
      block("requestItem", 2, "A part of it"),
      block("quote", 1, "Quoted."),
      table(true, ["Term", "Meaning"], ["ICE", "The agency"]),
    );
    const details = { ...LETTER_DETAILS, letter: null };
    const structure = await structureOf(
      (await typesetter.set(letterInput(text, { facts: details }))).pdf,
    );
    for (const tag of [
      "H1",
      "P ",
      "Note",
      "Link",
      "LI",
      "Lbl",
      "LBody",
      "BlockQuote",
      "TH",
      "TD",
    ]) {
      expect(structure).toMatch(new RegExp(`^\\s*${tag}`, "m"));
    }
  });

  it("never skips a level of headings, whatever the writer did", async () => {
    const headings = [3, 4, 2, 1, 4, 4, 2, 3, 1, 3].map((level) =>
      block("heading", level, `Level ${level}`),
    );
    const { pdf } = await typesetter.set(letterInput(prose(...headings)));
    const levels = (await tagsOf(pdf))
      .filter((tag) => /^H\d$/.test(tag))
      .map((tag) => +tag.slice(1));
    expect(levels).toEqual([1, 2, 1, 1, 2, 2, 2, 3, 1, 2]);
  });

  it("reads in the order of the page and leaves line numbers, footer and marking out", async () => {
    const text = prose(caption(), block("numbered", 1, "The text."), ...signatures("ilrc"));
    const structure = await structureOf((await typesetter.set(suitInput(text))).pdf);
    const order = [
      "Ines Example",
      "UNITED STATES",
      "Plaintiffs,",
      "v.",
      "Defendant.",
      "Case No.",
      "COMPLAINT",
      "The text.",
    ];
    const places = order.map((words) => structure.indexOf(`"${words}`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(structure).not.toContain('"28"');
    expect(structure).not.toContain("Draft, as of");
    expect(structure.split("DECLARATORY")).toHaveLength(2);
  });

  it.each(LAYOUT_PROFILES)(
    "of the demonstration's complaint passes both standards in %s",
    async (layoutProfile) => {
      const text = { ...complaint, content: [caption(), ...complaint.content.slice(20)] };
      const { pdf, pages } = await typesetter.set(suitInput(text, { layoutProfile }));
      expect(pages).toBeGreaterThan(7);
      expect((await infoOf(pdf)).get("Page size")).toBe("612 x 792 pts (letter)");
      const fonts = await fontsOf(pdf);
      expect(fonts.length).toBeGreaterThan(1);
      for (const font of fonts) expect(font.name).toMatch(/^[A-Z]{6}\+Tinos/);
      expect(fonts.every((font) => font.embedded)).toBe(true);
    },
  );
});
