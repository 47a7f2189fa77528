import { describe, expect, it } from "vitest";
import type { CaptionDetails, DocumentDetails } from "#app/document/details/document-details.ts";
import { COURT_PROFILES, COURTS, type CourtProfile } from "#app/domain/layout.ts";
import { wordLayout } from "#server/word/write/layout.ts";
import { SUIT_DETAILS } from "./details.ts";
import { placesOf } from "./reading.ts";
import type { Word } from "./reading.ts";
import { typesetterForTests, suitInput } from "./typesetter.ts";
import { block, body, caption, footnote, prose } from "./writing.ts";

// Each court's rule for the first page and for all pages, read from where the words stand. The
// rules, and what of them was not verified, are named in the profiles' sources.

const typesetter = typesetterForTests();
const CAPTION = SUIT_DETAILS.caption!;
const [PLAINTIFF, SECOND] = CAPTION.plaintiffs;
const [DEFENDANT] = CAPTION.defendants;
const MIDDLE = 306;

/** A caption with one plaintiff and one counsel, which is short enough to be looked at line by line. */
function withCaption(changes: Partial<CaptionDetails> = {}): DocumentDetails {
  const short = { plaintiffs: [PLAINTIFF!], counsel: ["ilrc-signer"] };
  return { ...SUIT_DETAILS, caption: { ...CAPTION, ...short, ...changes } };
}

async function pagesIn(layoutProfile: CourtProfile, changes: Partial<CaptionDetails> = {}) {
  const text = prose(caption(), body("Text of the paper. ".repeat(200)));
  const filing = { date: "2021-11-15", caseNumber: null, signatures: [] };
  const rest = { facts: withCaption(changes), layoutProfile, filing, marking: null };
  return placesOf((await typesetter.set(suitInput(text, rest))).pdf);
}

/** Words of a page line by line, from the left, the first line first. */
function linesOf(words: readonly Word[]): Word[][] {
  const lines = new Map<number, Word[]>();
  for (const word of words) {
    // Bold letters stand half a point off.
    const foot = [...lines.keys()].find((other) => Math.abs(other - word.bottom) < 2);
    lines.set(foot ?? word.bottom, [...(lines.get(foot ?? word.bottom) ?? []), word]);
  }
  return [...lines]
    .toSorted(([one], [other]) => one - other)
    .map(([, line]) => line.toSorted((one, other) => one.left - other.left));
}

const said = (line: readonly Word[]) => line.map(({ text }) => text).join(" ");
const sizeOf = (word: Word) => Math.round((word.bottom - word.top) / 0.9);
/** Numbers of lines end 22 points left of the text of pleading paper. */
const isNumber = (word: Word) => Math.abs(word.right - 86) < 1 && /^\d+$/.test(word.text);
const steps = (lines: readonly (readonly Word[])[]) =>
  lines.slice(1).map((line, index) => Math.round(line[0]!.bottom - lines[index]![0]!.bottom));

/** Everything in the columns of that court's caption, once the court is named. */
function columns(page: readonly Word[], court: CourtProfile, district: string) {
  const [label] = COURTS[court].caption.numberLabel.split(" ");
  const below = page.find(({ text }) => text === district)!.bottom;
  const foot = page.find(({ text }) => text === "Defendant.")!.bottom;
  const within = page.filter((word) => word.top > below && word.bottom <= foot && !isNumber(word));
  const right = within.find(({ text }) => text === label)!.left;
  return {
    left: linesOf(within.filter((word) => word.left < right)),
    right: linesOf(within.filter((word) => word.left >= right)),
  };
}

const middleOf = (line: readonly Word[]) => (line[0]!.left + line.at(-1)!.right) / 2;
/** On which numbered line of pleading paper a word stands. */
const numberOf = (word: Word, page: readonly Word[]) =>
  page.find((number) => isNumber(number) && Math.abs(number.bottom - word.bottom) < 1)?.text;

const RIGHT_SIDE = [
  "Case No.",
  "COMPLAINT FOR DECLARATORY AND INJUNCTIVE RELIEF",
  "(Freedom of Information Act, 5 U.S.C. § 552)",
];

describe("the first page for the Central District of California", () => {
  it("begins with counsel at the left on line 1, the e-mail right beneath the name, single-spaced", async () => {
    const [page = []] = await pagesIn("cd-cal");
    const title = page.find(({ text }) => text === "UNITED")!;
    const counsel = linesOf(page.filter((word) => word.bottom < title.top && !isNumber(word)));
    expect(counsel.map(said)).toEqual([
      "Ines Example (State Bar No. 000000)",
      "ilrc.drafter@example.org",
      "Immigrant Legal Resource Center",
      "1 Example Street",
      "Example City, California 00000",
      "Telephone: (000) 000-0000",
      "Attorney for Plaintiff Immigrant Legal",
      "Resource Center",
    ]);
    expect(numberOf(counsel[0]![0]!, page)).toBe("1");
    expect(new Set(steps(counsel))).toEqual(new Set([14]));
    for (const [word] of counsel) expect(word!.left).toBeCloseTo(108, 0);
  });

  it("leaves lines 1 to 7 blank right of the center, for the clerk", async () => {
    for (const counsel of [["ilrc-signer"], CAPTION.counsel]) {
      const [page = []] = await pagesIn("cd-cal", { counsel });
      const eighth = page.find((word) => isNumber(word) && word.text === "8")!;
      const beside = page.filter((word) => word.bottom < eighth.top && word.right > MIDDLE + 32);
      expect(beside.map(({ text }) => text)).toEqual([]);
    }
  });

  it("centers the court's title on line 8, and below counsel that need more lines", async () => {
    const [page = []] = await pagesIn("cd-cal");
    const lines = linesOf(page.filter((word) => !isNumber(word)));
    const title = lines.find((line) => said(line) === "UNITED STATES DISTRICT COURT")!;
    expect(numberOf(title[0]!, page)).toBe("8");
    // Of the text, which begins at 108 points and ends at 567.
    expect(Math.abs(middleOf(title) - (108 + 567) / 2)).toBeLessThan(1);

    const [crowded = []] = await pagesIn("cd-cal", { counsel: CAPTION.counsel });
    const moved = crowded.find(({ text }) => text === "UNITED")!;
    const last = crowded.filter(({ text }) => text === "Telephone:").at(-1)!;
    expect(moved.top).toBeGreaterThan(last.bottom);
    expect(Number(numberOf(moved, crowded))).toBeGreaterThan(8);
  });

  it("has the parties single-spaced at the left, and number and title opposite", async () => {
    const [page = []] = await pagesIn("cd-cal", { plaintiffs: [PLAINTIFF!, SECOND!] });
    const { left, right } = columns(page, "cd-cal", "NORTHERN");
    expect(left.map(said).join(" ")).toBe(
      "IMMIGRANT LEGAL RESOURCE CENTER and MIJENTE SUPPORT COMMITTEE, Plaintiffs, v. U.S. IMMIGRATION AND CUSTOMS ENFORCEMENT, Defendant.",
    );
    expect(right.map(said).join(" ")).toBe(RIGHT_SIDE.join(" "));
    expect(steps(left)[0]).toBe(14);
    expect(right[0]![0]!.bottom).toBeCloseTo(left[0]![0]!.bottom, 0);
  });

  it("is in 14 points, footnotes too, but for numbers, footer and marking", async () => {
    const text = prose(caption(), body("Text.", footnote("A note of the paper.")));
    const rest = { facts: withCaption(), layoutProfile: "cd-cal", marking: null } as const;
    const filing = { date: "2021-11-15", caseNumber: null, signatures: [] };
    const [page = []] = await placesOf(
      (await typesetter.set(suitInput(text, { ...rest, filing }))).pdf,
    );
    const words = page.filter((word) => word.bottom < 730 && !isNumber(word));
    // The number of the note, in the text and at the note, is raised.
    const small = words.filter((word) => sizeOf(word) !== 14).map(({ text }) => text);
    expect(small.filter((text) => text !== "1")).toEqual([]);
  });

  it("has the paper's title in the footer of every page, and the number once there is one", async () => {
    for (const caseNumber of [null, "2:21-cv-00000"]) {
      const pages = await pagesIn("cd-cal", { caseNumber });
      expect(pages.length).toBeGreaterThan(1);
      for (const [index, page] of pages.entries()) {
        const footer = linesOf(page.filter((word) => word.bottom > 730)).map(said);
        const number = caseNumber === null ? [] : [`Case No. ${caseNumber}`];
        expect(footer).toEqual([
          String(index + 1),
          "COMPLAINT FOR DECLARATORY AND INJUNCTIVE RELIEF",
          ...number,
        ]);
      }
    }
  });
});

/** A paper with single-spaced and double-spaced words, told apart by what they begin with. */
async function spacingIn(layoutProfile: CourtProfile) {
  const text = prose(
    caption(),
    body("double ".repeat(80), footnote("note ".repeat(60))),
    block("quote", 1, "quoted ".repeat(60)),
    block("heading", 1, "heading ".repeat(25)),
    block("numbered", 1, "double ".repeat(400)),
  );
  const rest = { facts: withCaption(), layoutProfile, marking: null } as const;
  const filing = { date: "2021-11-15", caseNumber: null, signatures: [] };
  const pages = await placesOf((await typesetter.set(suitInput(text, { ...rest, filing }))).pdf);
  const stepsOf = (word: string) => {
    const found = pages.flatMap((page) =>
      steps(linesOf(page.filter(({ text }) => text.startsWith(word)))),
    );
    // Between paragraphs of one kind others stand.
    return [...new Set(found.filter((step) => step < 30))];
  };
  const sizes = (word: string) => [
    ...new Set(
      pages
        .flat()
        .filter(({ text }) => text.startsWith(word))
        .map(sizeOf),
    ),
  ];
  return { pages, stepsOf, sizes };
}

describe.each([
  ["sdny", { note: 10, noteStep: 12 }],
  ["ddc", { note: 12, noteStep: 14 }],
] as const)("every page for %s", (layoutProfile, { note, noteStep }) => {
  it("has margins of one inch, no line numbers, and its own number at the foot", async () => {
    const { pages } = await spacingIn(layoutProfile);
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) {
      const [footer = [], ...others] = linesOf(page.filter((word) => word.top > 720));
      expect(others).toEqual([]);
      expect(said(footer)).toBe(String(index + 1));
      expect(middleOf(footer)).toBeCloseTo(MIDDLE, 0);
      for (const word of page.filter((word) => word.top <= 720)) {
        expect(word.left, word.text).toBeGreaterThan(71.9);
        expect(word.right, word.text).toBeLessThan(540.1);
        expect(word.top, word.text).toBeGreaterThan(71);
        expect(word.bottom, word.text).toBeLessThan(724);
      }
    }
  });

  it("is double-spaced in 12 points; headings, quotations and footnotes are single-spaced", async () => {
    const { stepsOf, sizes } = await spacingIn(layoutProfile);
    expect(stepsOf("double")).toEqual([24]);
    expect(stepsOf("quoted")).toEqual([14]);
    expect(stepsOf("heading")).toEqual([14]);
    expect(stepsOf("note")).toEqual([noteStep]);
    expect([...sizes("double"), ...sizes("quoted"), ...sizes("heading")]).toEqual([12, 12, 12]);
    expect(sizes("note")).toEqual([note]);
  });

  it("begins with the court, then parties at the left and number and title at the right", async () => {
    const { districtPrefix, numberLabel, namesAddresses } = COURTS[layoutProfile].caption;
    const [page = []] = await pagesIn(layoutProfile);
    const [court = [], district = []] = linesOf(page);
    expect(said(court)).toBe("UNITED STATES DISTRICT COURT");
    expect(said(district)).toBe(`${districtPrefix}Northern District of California`.toUpperCase());
    // As in Word.
    if (wordLayout(layoutProfile).isCourtCentered) expect(middleOf(court)).toBeCloseTo(MIDDLE, 0);
    else expect(court[0]!.left).toBeCloseTo(72, 0);

    const { left, right } = columns(page, layoutProfile, "NORTHERN");
    expect(left[0]![0]!.left).toBeCloseTo(72, 0);
    const [, ...title] = RIGHT_SIDE;
    expect(right.map(said).join(" ")).toBe([numberLabel, ...title].join(" "));
    const named = ({ name, address }: CaptionDetails["plaintiffs"][number]) =>
      [name.toUpperCase(), ...(namesAddresses ? address : [])].join(" ");
    expect(left.map(said).join(" ")).toBe(
      `${named(PLAINTIFF!)}, Plaintiff, v. ${named(DEFENDANT!)}, Defendant.`,
    );
  });
});

const WITH_ADDRESSES = COURT_PROFILES.filter((court) => COURTS[court].caption.namesAddresses);

it.each(WITH_ADDRESSES)("for %s has each party's address below its name", async (court) => {
  const [page = []] = await pagesIn(court, { plaintiffs: CAPTION.plaintiffs });
  const lines = columns(page, court, "NORTHERN").left.map(said);
  for (const party of [...CAPTION.plaintiffs, ...CAPTION.defendants]) {
    const last = party.name.toUpperCase().split(" ").at(-1)!;
    const at = lines.findIndex((line) => line.endsWith(last));
    const below = lines.slice(at + 1, at + 1 + party.address.length);
    expect(below.map((line) => line.replace(/(?:[,;]|; and)$/, ""))).toEqual(party.address);
  }
});
