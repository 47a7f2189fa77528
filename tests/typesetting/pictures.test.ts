import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { GOLDEN_COMPLAINT, golden } from "./golden.ts";
import { difference, readPng } from "./picture.ts";
import { pictureOf } from "./reading.ts";
import { typesetterForTests, suitInput } from "./typesetter.ts";
import { body, prose } from "./writing.ts";

// Pages that were looked at and found fit to send. `PICTURES=write` takes new ones, to be looked at.

const typesetter = typesetterForTests();
const folder = path.join(import.meta.dirname, "pictures");

async function compare(name: string, pdf: Uint8Array, page: number): Promise<number> {
  const file = path.join(folder, `${name}-${page}.png`);
  const taken = await pictureOf(pdf, page);
  if (process.env["PICTURES"] === "write") {
    await mkdir(folder, { recursive: true });
    await writeFile(file, taken);
  }
  return difference(readPng(taken), readPng(await readFile(file)));
}

/** Other releases of poppler smooth their letters in another way; a line that moved shows far more. */
const TOLERANCE = 0.01;

describe("a page", () => {
  it.each(LAYOUT_PROFILES)(
    "of the profile %s looks as it did when it was looked at",
    async (layoutProfile) => {
      const { pdf, pages } = await typesetter.set(golden(layoutProfile));
      if (layoutProfile === "letter") expect(pages).toBe(2);
      expect(await compare(layoutProfile, pdf, 1)).toBeLessThan(TOLERANCE);
      expect(await compare(layoutProfile, pdf, 2)).toBeLessThan(TOLERANCE);
    },
  );

  it("that moved by a line is another picture", async () => {
    const still = await typesetter.set(suitInput(GOLDEN_COMPLAINT));
    const moved = await typesetter.set(suitInput(prose(body(), ...GOLDEN_COMPLAINT.content)));
    const [one, other] = await Promise.all([pictureOf(still.pdf, 1), pictureOf(moved.pdf, 1)]);
    expect(difference(readPng(one), readPng(other))).toBeGreaterThan(TOLERANCE * 2);
  });
});
