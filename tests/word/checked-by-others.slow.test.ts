import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { numberBlocks } from "#app/document/numbering/number.ts";
import type { RevisedText } from "#app/document/word/revised.ts";
import { LAYOUT_PROFILES } from "#app/domain/layout.ts";
import { writeWord, type WordInput } from "#server/word/write/index.ts";
import { installed } from "#tests/support/debian-package.ts";
import { fc } from "#tests/support/fast-check.ts";
import { seedOf } from "#tests/support/seed.ts";
import { wordCheckers, type WordCheckers } from "#tests/support/word-checkers.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";
import { named, prose } from "#tests/typesetting/writing.ts";
import { asRevised } from "./as-revised.ts";
import { inLibreOffice, installLibreOffice, type LibreOfficeJob } from "./libreoffice.ts";
import { installPandoc, pandocChanges, pandocWords } from "./pandoc.ts";
import { linesOf, plain, plainBlocks, spoken } from "./plain-texts.ts";
import { randomInput } from "./random-texts.ts";
import { SAMPLE_COMMENTS, SAMPLE_REDLINE, settledLines } from "./sample-redline.ts";
import { complaint } from "#prisma/seed/texts/complaint/index.ts";
import { weeklyReportsRequest } from "#prisma/seed/texts/weekly-reports-request.ts";

let folder = "";
let checkers: WordCheckers;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "word-"));
  installLibreOffice();
  installPandoc();
  installed(["/usr/bin/pdftotext"], "poppler-utils");
  checkers = await wordCheckers();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sample: WordInput = {
  title: "Complaint",
  language: "en-US",
  profile: "nd-cal",
  pageDetails: { facts: SUIT_DETAILS, layoutProfile: "nd-cal" },
  text: SAMPLE_REDLINE,
  comments: SAMPLE_COMMENTS,
  key: { code: "Q7RZ24", isVisible: true },
};

const random = (count: number) => fc.sample(randomInput, { numRuns: count, seed: seedOf() });

async function saved(name: string, input: WordInput): Promise<string> {
  const file = path.join(folder, `${name}.docx`);
  writeFileSync(file, await writeWord(input));
  return file;
}

function throughLibreOffice(
  files: readonly string[],
  command: LibreOfficeJob["command"],
  ending: string,
): string[] {
  const jobs = files.map((source) => {
    const target = `${source.slice(0, -5)}-${command ?? ""}${ending}`;
    return { source, target, ...(command ? { command } : {}) };
  });
  inLibreOffice(jobs);
  return jobs.map(({ target }) => target);
}

describe("the validator of the schemas", () => {
  it("finds nothing in the sample, in the demonstration's texts and in texts at random", async () => {
    const inputs = [sample, ...LAYOUT_PROFILES.map(demonstration), ...random(40)];
    for (const [index, input] of inputs.entries()) {
      const faults = await checkers.validate(await saved(`valid-${index}`, input));
      expect(faults, `file ${index}`).toEqual([]);
    }
  }, 400_000);
});

function demonstration(profile: (typeof LAYOUT_PROFILES)[number]): WordInput {
  const details = profile === "letter" ? LETTER_DETAILS : SUIT_DETAILS;
  const prose = profile === "letter" ? weeklyReportsRequest : complaint;
  return {
    ...sample,
    profile,
    pageDetails: { facts: details, layoutProfile: profile },
    text: asRevised(prose, true),
    comments: [],
  };
}

describe("another engine", () => {
  it("has the newer text of the sample with all changes, and the older one without (W4)", async () => {
    const bytes = await writeWord({ ...sample, text: withoutReferences(SAMPLE_REDLINE) });
    const text = withoutReferences(SAMPLE_REDLINE);
    expect(linesOf(await checkers.accept(bytes))).toEqual(settledLines(text, "newer"));
    expect(linesOf(await checkers.reject(bytes))).toEqual(settledLines(text, "older"));
  });

  it("lists each change of the sample with who made it", async () => {
    const listed = await checkers.listed(await writeWord(sample));
    const authors = new Set(listed.map(({ author }) => author));
    expect(authors).toEqual(new Set(["Jane Doe", "Ana Example"]));
    expect(listed.length).toBeGreaterThan(12);
  });

  it("settles texts at random as we do", async () => {
    for (const input of random(200).map(plain)) {
      const bytes = await writeWord(input);
      for (const [settle, side] of [
        [checkers.accept, "newer"],
        [checkers.reject, "older"],
      ] as const) {
        expect(spoken(linesOf(await settle(bytes)))).toEqual(
          spoken(settledLines(input.text, side)),
        );
      }
    }
  }, 400_000);
});

function withoutReferences(text: RevisedText): RevisedText {
  return { ...text, blocks: plainBlocks(text.blocks) };
}

describe("pandoc", () => {
  const letters = (text: string) => text.replaceAll(/\s+/gu, "");
  // It puts two paragraphs that are joined the wrong way round.
  const withoutJoining = (text: RevisedText): RevisedText => ({
    ...text,
    blocks: text.blocks.map((block) =>
      block.type === "paragraph" ? { ...block, mark: { inserted: null, deleted: null } } : block,
    ),
  });

  it("has the newer words of the sample with all changes, and the older ones without (W4)", async () => {
    const text = withoutJoining(withoutReferences(SAMPLE_REDLINE));
    const file = await saved("for-pandoc", { ...sample, text });
    for (const [settle, side] of [
      ["accept", "newer"],
      ["reject", "older"],
    ] as const) {
      expect(letters(pandocWords(file, settle))).toBe(letters(settledLines(text, side).join("")));
    }
  });

  it("finds each person's changes and comments in the sample", async () => {
    const found = pandocChanges(await saved("changes-for-pandoc", sample));
    const authors = (kinds: RegExp) =>
      new Set(found.filter(({ kind }) => kinds.test(kind)).map(({ author }) => author));
    expect(authors(/insertion$/u)).toContain("Jane Doe");
    expect(authors(/(?:insertion|deletion)$/u)).toEqual(new Set(["Jane Doe", "Ana Example"]));
    expect(found.filter(({ kind }) => kind === "comment-start")).toHaveLength(
      SAMPLE_COMMENTS.length,
    );
  });

  it("settles texts at random as we do", async () => {
    for (const [index, one] of random(60).map(plain).entries()) {
      const input = { ...one, text: withoutJoining(one.text) };
      const file = await saved(`random-for-pandoc-${index}`, input);
      for (const [settle, side] of [
        ["accept", "newer"],
        ["reject", "older"],
      ] as const) {
        const ours = letters(spoken(settledLines(input.text, side)).join(""));
        expect(letters(spoken([pandocWords(file, settle)]).join("")), `text ${index}`).toBe(ours);
      }
    }
  }, 400_000);
});

describe("LibreOffice", () => {
  it("has the newer text of the sample with all changes, and the older one without (W4)", async () => {
    const text = withoutReferences(SAMPLE_REDLINE);
    // Debian's build without a display goes down at any comment that it has to show.
    const file = await saved("sample", { ...sample, text, comments: [] });
    for (const [command, side] of [
      ["AcceptAllTrackedChanges", "newer"],
      ["RejectAllTrackedChanges", "older"],
    ] as const) {
      const [target = ""] = throughLibreOffice([file], command, ".docx");
      expect(spoken(linesOf(readFileSync(target)))).toEqual(spoken(settledLines(text, side)));
    }
  }, 400_000);

  it("numbers paragraphs at random as we do (W1)", async () => {
    const levels = fc.record({
      kind: fc.constantFrom(...(["numbered", "ordered", "bullet", "requestItem", "body"] as const)),
      level: fc.integer({ min: 1, max: 3 }),
    });
    const [shapes = []] = fc.sample(fc.array(levels, { minLength: 500, maxLength: 500 }), {
      numRuns: 1,
      seed: seedOf(),
    });
    const content = shapes.map(({ kind, level }, index) =>
      named(`id-${index}`, kind, kind === "body" ? 1 : level, `Z${index}z`),
    );
    const numbers = numberBlocks(prose(...content));
    const file = await saved("numbers", {
      ...demonstration("letter"),
      text: asRevised(prose(...content)),
    });
    const [pdf = ""] = throughLibreOffice([file], undefined, ".pdf");
    const printed = execFileSync("/usr/bin/pdftotext", ["-layout", pdf, "-"]).toString();
    const labels = [...printed.matchAll(/^[ \f]*(\S*) *Z(\d+)z/gmu)].map(
      ([, label, index]) => `${index} ${label}`,
    );
    const expected = shapes.map(({ kind }, index) => {
      const label = numbers.get(`id-${index}`)?.label ?? (kind === "bullet" ? "•" : "");
      return `${index} ${label}`;
    });
    expect(labels).toEqual(expected);
  }, 400_000);

  it("prints every word of the demonstration's texts (W13)", async () => {
    const files = await Promise.all(
      LAYOUT_PROFILES.map((profile) => saved(`print-${profile}`, demonstration(profile))),
    );
    const printed = throughLibreOffice(files, undefined, ".pdf");
    for (const [index, profile] of LAYOUT_PROFILES.entries()) {
      const pdf = execFileSync("/usr/bin/pdftotext", ["-nopgbrk", printed[index] ?? "", "-"]);
      const words = new Set(pdf.toString().match(/\p{L}+/gu));
      const { text } = demonstration(profile);
      const written =
        settledLines(text, "newer")
          .join(" ")
          .match(/\p{L}+/gu) ?? [];
      const missing = written.filter((word) => !words.has(word));
      expect(missing, profile).toEqual([]);
    }
  }, 400_000);
});
