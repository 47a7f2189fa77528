import { describe, expect, it } from "vitest";
import type { RedlineInput } from "#server/typesetting/input.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { longComplaint } from "#tests/bench/pdf-complaint.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "./details.ts";
import { infoOf, placesOf, structureOf, textOf } from "./reading.ts";
import { ASKED, sharedTypesetter } from "./typesetter.ts";
import {
  block,
  caption,
  footnote,
  marked,
  named,
  pageBreak,
  prose,
  reference,
  signatures,
  table,
} from "./writing.ts";

const typesetter = sharedTypesetter();

const HASHES = { before: "ab12cd34ef567890".repeat(4), after: "0987fe65dc43ba21".repeat(4) };

function inputOf(
  before: ProseJSON,
  after: ProseJSON,
  more: Partial<RedlineInput> = {},
): RedlineInput {
  const details = SUIT_DETAILS;
  return {
    redline: {
      before: {
        prose: before,
        facts: details,
        layoutProfile: "nd-cal",
        name: "Version 1",
        sha256: HASHES.before,
      },
      after: {
        prose: after,
        facts: details,
        layoutProfile: "nd-cal",
        name: "Version 2",
        sha256: HASHES.after,
      },
    },
    title: "Redline: Complaint",
    facts: [],
    notice: "",
    language: "en-US",
    createdAt: new Date("2021-10-07T12:00:00Z"),
    ...more,
  };
}

async function set(input: RedlineInput) {
  const outcome = await typesetter.redline(input, ASKED);
  if (!outcome.ok) throw new Error(outcome.refusal.sentence);
  return outcome.value;
}

const before = prose(
  caption(),
  block("heading", 1, "Introduction"),
  named("a", "numbered", 1, "The agency answered ", footnote("A note of one word."), " in March."),
  named("b", "numbered", 1, "See ", reference("a"), " for what it said about the reports."),
  named("c", "numbered", 2, "This paragraph goes away with all of its words."),
  table(true, ["Term", "Meaning"], ["ICE", "The agency"]),
  ...signatures("ilrc"),
);
const after = prose(
  caption(),
  block("heading", 1, "Introduction"),
  named(
    "a",
    "numbered",
    1,
    "The agency answered ",
    footnote("A note of one sentence."),
    " in April.",
  ),
  named(
    "b",
    "numbered",
    1,
    "See ",
    reference("a"),
    " for what it ",
    marked("said", "italic"),
    " about the reports.",
  ),
  named("n", "numbered", 1, "This paragraph is new."),
  table(true, ["Term", "Meaning"], ["ICE", "The respondent"]),
  pageBreak(),
  ...signatures("ilrc"),
);

describe("a redline as a PDF", () => {
  it("is marked on every page, and names both versions with their hashes", async () => {
    const { pdf, pages } = await set(inputOf(before, after));
    const heads = (await placesOf(pdf)).map((page) =>
      page
        .filter(({ bottom }) => bottom < 45)
        .map(({ text }) => text)
        .join(" "),
    );
    expect(heads).toEqual(Array.from({ length: pages }, () => "Redline — not for filing"));
    const text = (await textOf(pdf)).replaceAll("\n", "");
    expect(text).toContain(`Version 1, sha256 ${HASHES.before}`);
    expect(text).toContain(`Version 2, sha256 ${HASHES.after}`);
    expect((await infoOf(pdf)).toString()).not.toMatch(/Author/u);
  });

  it("has the words of both, with footnotes, references and tables, and says how it is read", async () => {
    const text = (await textOf((await set(inputOf(before, after))).pdf)).replaceAll(/\s+/gu, " ");
    for (const words of [
      "The agency answered [Footnote: A note of one word.] in March [Footnote: sentence.] in April.",
      "See ¶ 1 for what it said",
      "This paragraph goes away with all of its words.",
      "This paragraph is new.",
      "agencyrespondent",
      "New page break",
      "deleted words are struck",
    ]) {
      expect(text).toContain(words);
    }
  });

  it("is tagged: headings, paragraphs, a table; what differs has a decoration and not a color alone", async () => {
    const structure = await structureOf((await set(inputOf(before, after))).pdf);
    for (const tag of ["H1", "H2", "P ", "Table", "TH", "TD"]) expect(structure).toContain(tag);
    expect(structure).toMatch(/TextDecorationType \/LineThrough\s+"agency"/u);
    expect(structure).toMatch(/TextDecorationType \/Underline\s+"respondent"/u);
  });

  it("has the same bytes for the same two versions", async () => {
    const first = await set(inputOf(before, after));
    const second = await set(inputOf(before, after));
    expect(Buffer.from(first.pdf).equals(Buffer.from(second.pdf))).toBe(true);
  });

  it("lists what changed beside the text, and refuses what can't be printed with its place", async () => {
    const facts = [{ what: "Addressee", before: "ICE, Old Street", after: "ICE, New Street" }];
    const text = await textOf((await set(inputOf(before, after, { facts }))).pdf);
    expect(text.replaceAll(/\s+/gu, " ")).toContain("Addressee: ICE, Old Street ICE, New Street");
    const bad = prose(named("a", "body", 1, "A sign \u{e000} of nobody."));
    const refused = await typesetter.redline(inputOf(before, bad), ASKED);
    expect(refused).toMatchObject({ ok: false, refusal: { code: "text-incomplete", block: "a" } });
  });

  it("of two letters, and of 150 pages, is set within seconds", async () => {
    const letter = inputOf(
      prose(named("a", "body", 1, "One.")),
      prose(named("a", "body", 1, "Two.")),
    );
    const side = { facts: LETTER_DETAILS, layoutProfile: "letter" } as const;
    const { redline } = letter;
    await set({
      ...letter,
      redline: {
        before: { ...redline.before, ...side },
        after: { ...redline.after, ...side },
      },
    });
    const { pages } = await set(inputOf(longComplaint(1), longComplaint(2)));
    expect(pages).toBeGreaterThan(150);
  }, 60_000);
});
