import { describe, expect, it } from "vitest";
import type { LayoutProfile } from "#app/domain/document.ts";
import type { CaptionDetails, DocumentDetails } from "#app/document/details/document-details.ts";
import { detailsForLayout } from "#app/document/details/details-for-layout.ts";
import { initialsOf, writtenCaseNumber } from "#app/document/details/court-style.ts";
import { firstTemplate } from "#app/document/templates/index.ts";
import { filedRequest, RECEIVED } from "#tests/support/filed-request.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "./details.ts";
import { letters, placesOf, textOf, type Word } from "./reading.ts";
import { letterInput, suitInput, typesetterForTests } from "./typesetter.ts";
import { block, body, caption, footnote, prose } from "./writing.ts";

// Rules of one court that the others don't have, read from the PDF by poppler.

const typesetter = typesetterForTests();
const COURTS = ["nd-cal", "cd-cal", "sdny", "ddc"] as const;
const CAPTION = SUIT_DETAILS.caption!;

function withCaption(changes: Partial<CaptionDetails> = {}): DocumentDetails {
  return { ...SUIT_DETAILS, caption: { ...CAPTION, ...changes } };
}

async function pageText(layoutProfile: LayoutProfile, details: DocumentDetails): Promise<string> {
  const text = prose(caption(), body("Text of the paper."));
  const { pdf } = await typesetter.set(suitInput(text, { facts: details, layoutProfile }));
  return textOf(pdf);
}

const isLineNumber = (word: Word) => word.right < 95 && /^\d+$/.test(word.text);

describe("footnotes on numbered lines [L29]", () => {
  it.each(["nd-cal", "cd-cal"] as const)("end on line 28 in %s", async (layoutProfile) => {
    const note = footnote("single note ".repeat(30));
    const text = prose(
      ...Array.from({ length: 6 }, () => block("numbered", 1, "words ".repeat(90), note)),
    );
    const { pdf } = await typesetter.set(suitInput(text, { layoutProfile }));
    const pages = (await placesOf(pdf)).filter((page) =>
      page.some(({ text: word }) => word === "note"),
    );
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) {
      const last = page.find((word) => isLineNumber(word) && word.text === "28")!;
      const notes = page.filter(({ text: word }) => word === "note" || word === "single");
      const foot = Math.max(...notes.map(({ bottom }) => bottom));
      // Line numbers are in 12 points, notes in up to 14: their feet differ by less than two.
      expect(Math.abs(foot - last.bottom)).toBeLessThan(2);
    }
  });
});

describe("the case number", () => {
  it.each([
    ["nd-cal", "3:21-cv-00000-JST"],
    ["sdny", "3:21-cv-00000 (JST)"],
    ["cd-cal", "3:21-cv-00000"],
    ["ddc", "3:21-cv-00000"],
  ] as const)(
    "has the initials of the docket's judge as %s wants them [L29]",
    async (court, number) => {
      const known = withCaption({ caseNumber: "3:21-cv-00000", judge: "Hon. Jane S. Tester" });
      const words = letters(await pageText(court, known));
      expect(words).toContain(letters(number));
      if (!number.includes("JST")) expect(words).not.toContain("JST");
    },
  );

  it("gets no initials twice, and none of titles and suffixes", () => {
    const judge = "Chief Judge Jane S. Tester, Jr.";
    expect(initialsOf(judge)).toBe("JST");
    expect(initialsOf("The Honorable Ada Mary Example-Sample III")).toBe("AMES");
    expect(writtenCaseNumber("3:21-cv-1-JST", { judge }, "nd-cal")).toBe("3:21-cv-1-JST");
    expect(writtenCaseNumber("21 Civ. 1 (JST)", { judge }, "sdny")).toBe("21 Civ. 1 (JST)");
    expect(writtenCaseNumber("3:21-cv-1", { judge: null }, "nd-cal")).toBe("3:21-cv-1");
  });

  it("is a Civil Action No. in the United States District Court for the District of Columbia [L31]", async () => {
    const known = withCaption({ district: "District of Columbia", caseNumber: "1:21-cv-00000" });
    const text = await pageText("ddc", known);
    expect(text).toContain("FOR THE DISTRICT OF COLUMBIA");
    expect(text).toContain("Civil Action No. 1:21-cv-00000");
    for (const { address } of [...CAPTION.plaintiffs, ...CAPTION.defendants]) {
      for (const line of address) expect(text).toContain(line);
    }
    for (const other of ["nd-cal", "cd-cal", "sdny"] as const) {
      expect(await pageText(other, known)).toContain("Case No. 1:21-cv-00000");
    }
  });

  it("stands in a caption that says where a party's address is missing, in D.D.C. alone [L31]", async () => {
    const bare = { plaintiffs: CAPTION.plaintiffs.map(({ name }) => ({ name, address: [] })) };
    expect(await pageText("ddc", withCaption(bare))).toContain("[address: not recorded]");
    expect(await pageText("nd-cal", withCaption(bare))).not.toContain("not recorded");
  });
});

it("counsel outside the court's bar is marked on the first page and where they sign [L29]", async () => {
  const [first, second, ...rest] = SUIT_DETAILS.signers;
  const details = {
    ...SUIT_DETAILS,
    signers: [
      { ...first!, admission: "pro-hac-vice-pending" as const },
      { ...second!, admission: "pro-hac-vice" as const },
      ...rest,
    ],
  };
  const text = await pageText("nd-cal", details);
  expect(text).toMatch(
    /Ines Example \(State Bar No\. 000000\)\n\S+@example\.org\n\(pro hac vice application pending\)/u,
  );
  expect(text).toContain("(admitted pro hac vice)");
});

it("the division stands in the caption where it is recorded [L29]", async () => {
  const text = await pageText("nd-cal", withCaption({ division: "San Francisco Division" }));
  expect(text).toMatch(/NORTHERN DISTRICT OF CALIFORNIA\nSAN FRANCISCO DIVISION/u);
});

it("an appeal is marked “Freedom of Information Act Appeal” [L33]", async () => {
  const { letter } = LETTER_DETAILS;
  const marked = { ...LETTER_DETAILS, letter: { ...letter!, isAppeal: true } };
  const set = async (details: DocumentDetails) =>
    textOf((await typesetter.set(letterInput(prose(body("Text.")), { facts: details }))).pdf);
  expect(await set(marked)).toContain("Freedom of Information Act Appeal");
  expect(await set(LETTER_DETAILS)).not.toContain("Freedom of Information Act Appeal");
});

describe.each(COURTS)("a new complaint laid out for %s", (court) => {
  const details = detailsForLayout(SUIT_DETAILS, "nd-cal", court);
  const parties = CAPTION.plaintiffs.map(({ name }) => name);
  const agency = "U.S. Immigration and Customs Enforcement";
  const text = firstTemplate(
    "complaint",
    (() => {
      let count = 0;
      return () => `id-${(count += 1)}`;
    })(),
    {
      parties,
      partyIds: SUIT_DETAILS.organizations.map(({ id }) => id),
      cities: SUIT_DETAILS.organizations.map(({ city }) => city),
      agency,
      department: "U.S. Department of Homeland Security",
      requests: [filedRequest([RECEIVED])],
      layoutProfile: court,
    },
  );
  const set = async () =>
    (await typesetter.set(suitInput(text, { facts: details, layoutProfile: court }))).pdf;

  it("names every party and the component, not the department, in its caption (embarrassment 7)", async () => {
    const words = letters(await textOf(await set()));
    for (const name of [...parties, agency]) expect(words).toContain(letters(name.toUpperCase()));
    expect(words).not.toContain(letters("U.S. DEPARTMENT OF HOMELAND SECURITY"));
    expect(words).toContain(letters(details.caption!.district.toUpperCase()));
  });

  it("has the lines, the type and the sections of that court (embarrassment 8)", async () => {
    const pdf = await set();
    const pages = await placesOf(pdf);
    const isCalifornian = court === "nd-cal" || court === "cd-cal";
    for (const page of pages) {
      expect(page.filter(isLineNumber).length >= 28).toBe(isCalifornian);
    }
    const sizes = pages
      .flat()
      .filter(({ text: word }) => word === "Plaintiffs")
      .map(({ top, bottom }) => Math.round((bottom - top) / 0.9));
    expect(new Set(sizes)).toEqual(new Set([court === "cd-cal" ? 14 : 12]));
    const words = letters(await textOf(pdf));
    expect(words.includes("DivisionalAssignment")).toBe(court === "nd-cal");
    const first = words.indexOf("ThisCourthasjurisdiction");
    expect(first < words.indexOf("bringthisaction")).toBe(court === "cd-cal");
  });
});
