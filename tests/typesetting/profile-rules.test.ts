import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { LAYOUT_HINTS } from "#app/features/document/document-words.ts";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { sizeInWords } from "#app/domain/exhibit.ts";
import type { TypesetInput } from "#server/typesetting/input.ts";
import { createTypstCompiler } from "#server/typesetting/typst-compiler.ts";
import { readProfileRules } from "#server/typesetting/profile-rules.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { SUIT_FACTS } from "./facts.ts";
import { metadataOf, textOf } from "./reading.ts";
import { suitInput } from "./typesetter.ts";
import { body, exhibit, prose } from "./writing.ts";

const TEMPLATES = path.join(import.meta.dirname, "../../server/typesetting");
const folder = mkdtempSync(path.join(tmpdir(), "profiles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A suit that names an exhibit with a PDF, and the folder in which that lies. */
function suitWithExhibit() {
  const pdf = pdfOf(["A page of the exhibit"]);
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  writeFileSync(path.join(folder, sha256), pdf);
  const exhibits = [
    { id: "request", title: "The Request", file: { sha256, pages: 1, bytes: pdf.byteLength } },
  ];
  const text = prose(body("Words of the text."), exhibit("request"));
  return suitInput(text, { facts: { ...SUIT_FACTS, exhibits } });
}

/** The project's templates with one profile's rules changed. */
function pressWith(change: object) {
  const templates = mkdtempSync(path.join(folder, "templates-"));
  for (const part of ["page", "profiles"]) {
    cpSync(path.join(TEMPLATES, part), path.join(templates, part), { recursive: true });
  }
  const file = path.join(templates, "profiles", "nd-cal", "pdf.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), ...change }));
  const press = createTypstCompiler(templates);
  const paths = Object.fromEntries(
    readdirSync(folder).map((name) => [name, path.join(folder, name)]),
  );
  return { set: (input: TypesetInput) => press.set(input, paths) };
}

describe("a profile's rules for the PDF", () => {
  it("put exhibits behind slip sheets where the profile asks for it, and nowhere else", async () => {
    const input = suitWithExhibit();
    const attached = pressWith({}).set(input);
    expect(attached.pages).toBe(3);
    expect(await textOf(attached.pdf)).toContain("A page of the exhibit");

    const apart = pressWith({ attachesExhibits: false }).set(input);
    expect(apart.pages).toBe(1);
    const text = await textOf(apart.pdf);
    expect(text).toContain("Exhibit A. The Request");
    expect(text).not.toContain("EXHIBIT A");
    expect(text).not.toContain("A page of the exhibit");
    // Without pages that others made, it is what a paper without exhibits is.
    expect(await metadataOf(apart.pdf)).toMatch(/pdfaid:part>2</u);
  });

  it("bound its size where a limit is known, and not where none is", () => {
    const input = suitWithExhibit();
    expect(() => pressWith({ limit: 20_000 }).set(input)).toThrow(
      /the Northern District of California takes at most 20 KB/u,
    );
    expect(pressWith({ limit: null }).set(input).pages).toBe(3);
  });

  it.each(LAYOUT_PROFILES)("are what the screen says of %s", (profile) => {
    const { limit } = readProfileRules(TEMPLATES, profile);
    expect(LAYOUT_HINTS[profile]).toContain(
      limit === null ? "size is not checked" : `PDFs up to ${sizeInWords(limit)}.`,
    );
  });
});
