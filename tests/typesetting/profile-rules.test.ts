import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { LAYOUT_PROFILES, LAYOUTS } from "#app/domain/layout.ts";
import type { TypesetInput } from "#server/typesetting/input.ts";
import { createTypstCompiler } from "#server/typesetting/typst-compiler.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { SUIT_DETAILS } from "./details.ts";
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
  return suitInput(text, { facts: { ...SUIT_DETAILS, exhibits } });
}

/** The project's templates, where the court takes at most that many bytes. */
function pressWith(limit: number | null) {
  const { pdf } = LAYOUTS["nd-cal"];
  const press = createTypstCompiler(TEMPLATES, {
    ...LAYOUTS,
    "nd-cal": { pdf: { ...pdf, limit } },
  });
  const paths = Object.fromEntries(
    readdirSync(folder).map((name) => [name, path.join(folder, name)]),
  );
  return { set: (input: TypesetInput) => press.set(input, paths) };
}

describe("a layout's rules for the PDF", () => {
  it("bound its size where a limit is known, and not where none is", async () => {
    const input = suitWithExhibit();
    await expect(pressWith(20_000).set(input)).rejects.toThrow(
      /the Northern District of California takes at most 20 KB/u,
    );
    expect((await pressWith(null).set(input)).pages).toBe(3);
  });

  it("name the folder of its page rules, and every folder is that of a layout", () => {
    const folders = readdirSync(path.join(TEMPLATES, "profiles"));
    expect(folders.toSorted()).toEqual(LAYOUT_PROFILES.toSorted());
    for (const profile of LAYOUT_PROFILES) {
      const file = path.join(TEMPLATES, "profiles", profile, "profile.typ");
      expect(existsSync(file), file).toBe(true);
    }
  });
});
