import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What screens said once, beside what lawyers say. */
const NOT_SAID: Readonly<Record<string, RegExp>> = {
  Redo: /\bDo again\b/,
  "Remove signer": /\bTake out (?:signer|\{)/,
  "fix them": /\bmend them and\b/,
  "points to nothing": /^\s*dangling\b/m,
  Clear: /\bUntick\b/,
  "PDF (not filed)": /PDF, marked|marked PDF|<\/span>, marked/,
  Requesters: /Organizations that speak"/,
  "SHA-256": /(?:`|"|>\s*)Fingerprint\b/,
  "Parties, signers and addresses":
    /Letterhead and signers|["“>\s]Signers and addresses|\bEdit facts\b|Letterhead, caption and signers/,
  "an A-number": /\ba A-number\b/,
  "September 9, 2021":
    /\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec) \d{4}\b/,
};

test.each(Object.entries(NOT_SAID))("screens say “%s”", (_said, pattern) => {
  const files = ["app", "server"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes("generated"))
      .map((name) => `${folder}/${name}`),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => pattern.test(readFileSync(file, "utf8")))).toEqual([]);
});
