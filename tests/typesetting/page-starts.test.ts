import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { startsOf } from "#server/typesetting/page-starts.ts";
import { createTypstCompiler } from "#server/typesetting/typst-compiler.ts";
import { longComplaint } from "#tests/bench/pdf-complaint.ts";
import { LETTER_DETAILS } from "./details.ts";
import { placesOf } from "./reading.ts";
import { letterInput, suitInput, typesetterForTests } from "./typesetter.ts";
import { body, exhibit, footnote, named, prose, signatures, table } from "./writing.ts";

const TEMPLATES = path.join(import.meta.dirname, "../../server/typesetting");
const typesetter = typesetterForTests();

describe("where the blocks lie", () => {
  it("is told by a preview alone, as page by page what begins there and what goes on", async () => {
    const content = Array.from({ length: 40 }, (_, at) =>
      named(
        `p${at}`,
        "body",
        1,
        `first${at}x ${"word ".repeat(20 + ((at * 37) % 200))} last${at}x`,
      ),
    );
    const input = letterInput(prose(...content));
    const { pdf, starts, pages } = await typesetter.set({ ...input, preview: true });
    const printed = (await placesOf(pdf)).map((words) => words.map(({ text }) => text));
    const pageOf = (word: string) => printed.findIndex((words) => words.includes(word));
    const expected = printed.map((_, page) => {
      const first = content.findIndex((__, at) => pageOf(`first${at}x`) === page);
      const continued = content.findIndex(
        (__, at) => pageOf(`first${at}x`) < page && pageOf(`last${at}x`) >= page,
      );
      return {
        first: first === -1 ? null : `p${first}`,
        continued: continued === -1 ? null : `p${continued}`,
      };
    });
    expect(pages).toBeGreaterThan(5);
    expect(expected.filter(({ continued }) => continued !== null).length).toBeGreaterThan(3);
    expect(starts).toEqual(expected);
    expect((await typesetter.set(input)).starts).toBeUndefined();
  });

  it("is no fault of the text where what reads it has a bug", async () => {
    const templates = mkdtempSync(path.join(tmpdir(), "templates-"));
    onTestFinished(() => rmSync(templates, { recursive: true }));
    for (const name of ["page", "profiles", "redline"]) {
      cpSync(path.join(TEMPLATES, name), path.join(templates, name), { recursive: true });
    }
    const places = "#let places(data) = [#metadata((1, 2))<places>]";
    writeFileSync(path.join(templates, "page", "places.typ"), places);
    const input = { ...letterInput(prose(body("Words."))), preview: true };
    await expect(createTypstCompiler(templates).set(input)).rejects.toThrow(TypeError);
  });

  it.each(LAYOUT_PROFILES)("changes no byte of the pages (%s)", async (layoutProfile) => {
    const details = { ...suitInput(prose()).facts, letter: LETTER_DETAILS.letter };
    const content = [
      ...longComplaint(4).content.slice(0, 40),
      body(),
      named("request-1", "requestItem", 1, "All records", footnote("Since 2019.")),
      named("request-2", "requestItem", 2, ""),
      named("bullet-1", "bullet", 3, "Deep"),
      table(true, ["Agency", "Records"], ["ICE", ""]),
      exhibit("exhibit-1"),
      body("Respectfully submitted,"),
      ...signatures("council", "ilrc"),
      body(""),
      named("numbered-9", "numbered", 2, ""),
    ];
    const input = letterInput(prose(...content), { facts: details, layoutProfile });
    const plain = await typesetter.set(input);
    const located = await typesetter.set({ ...input, preview: true });
    expect(located.starts?.filter(({ first }) => first !== null).length).toBeGreaterThan(5);
    expect(Buffer.from(located.pdf).equals(Buffer.from(plain.pdf))).toBe(true);
  });

  it("counts a block that is drawn again, such as a table's head, where it stood first", () => {
    expect(
      startsOf(3, [
        ["a", 1],
        ["a", 1],
        ["head", 1],
        ["head", 1],
        ["cell", 1],
        ["cell", 3],
        ["head", 2],
        ["head", 2],
        ["b", 3],
        ["b", 3],
      ]),
    ).toEqual([
      { first: "a", continued: null },
      { first: null, continued: "cell" },
      { first: "b", continued: "cell" },
    ]);
  });
});
