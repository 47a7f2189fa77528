import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { LAYOUT_PROFILES } from "~/domain/document";
import type { LayoutProfile } from "~/domain/document";
import type { DraftFacts } from "~/prose/facts";
import { LETTER_FACTS, SUIT_FACTS } from "./facts";
import { difference, readPng } from "./picture";
import { pictureOf } from "./reading";
import { letterInput, pressForTests, suitInput } from "./typesetter";
import {
  block,
  body,
  caption,
  exhibit,
  field,
  footnote,
  link,
  marked,
  named,
  pageBreak,
  prose,
  reference,
  signatures,
  table,
} from "./writing";

// Pages that were looked at and found fit to send. `PICTURES=write` takes new ones, to be looked at.

const press = pressForTests();
const folder = path.join(import.meta.dirname, "pictures");

const letter = prose(
  body("Dear FOIA Officer:"),
  body(
    "Under the ",
    marked("Freedom of Information Act", "italic"),
    ", ",
    link("5 U.S.C. § 552", "https://www.law.cornell.edu/uscode/text/5/552"),
    ", the organizations named above ask for the records below.",
    footnote("Each organization makes the whole request."),
  ),
  block("heading", 1, "Records requested"),
  block("requestItem", 1, "The weekly reports, including for each action:"),
  block("requestItem", 2, "whether the person fell within a priority;"),
  block("requestItem", 2, "where and when it took place, with"),
  block("requestItem", 3, "the field office."),
  named("guidance", "requestItem", 1, "The guidance that officers received."),
  block("heading", 2, "Definitions"),
  table(
    true,
    ["Term", "Meaning"],
    [
      "ICE",
      "U.S. Immigration and Customs Enforcement, with its headquarters, field and program offices.",
    ],
  ),
  block("bullet", 1, "Search shared drives as well as databases, see ", reference("guidance"), "."),
  block(
    "quote",
    1,
    "Agencies shall make reasonable efforts to search for the records in electronic form or format.",
  ),
  body("Respectfully submitted,"),
  ...signatures("ilrc", "mijente", "council"),
);

const complaint = prose(
  caption(),
  block("heading", 1, "Introduction"),
  named(
    "first",
    "numbered",
    1,
    "This is an action under the Freedom of Information Act, 5 U.S.C. § 552(a)(4)(B), for records in which an agency was directed to account for its own conduct.",
  ),
  pageBreak(),
  block(
    "numbered",
    1,
    "Plaintiffs incorporate ",
    reference("first"),
    " and ask for:",
    footnote("As the Request says."),
  ),
  block("numbered", 2, "the weekly reports; and"),
  block("numbered", 2, "the guidance. The statute says:"),
  block(
    "quote",
    1,
    "In responding under this paragraph to a request for records, an agency shall make reasonable efforts to search for the records in electronic form or format, except when such efforts would significantly interfere with the operation of the agency’s automated information system.",
  ),
  block(
    "heading",
    2,
    "A heading that is long enough to need a second line of the page to stand on, as some are",
  ),
  table(true, ["Due", "What"], ["October 7, 2021", "The determination"]),
  block("numbered", 1, "See ", reference("request"), "."),
  body("Dated: ", field("dateOfFiling")),
  ...signatures("ilrc"),
  exhibit("request"),
);

/** With 14-point type three counsel take a page of their own. */
function factsFor(profile: LayoutProfile): DraftFacts {
  if (profile !== "cd-cal") return SUIT_FACTS;
  return { ...SUIT_FACTS, caption: { ...SUIT_FACTS.caption!, counsel: ["ilrc-signer"] } };
}

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
  it("of a letter looks as it did when it was looked at", async () => {
    const facts = {
      ...LETTER_FACTS,
      signers: LETTER_FACTS.signers.map((signer) => ({
        ...signer,
        barNumber: null,
        partyRepresented: null,
      })),
    };
    const { pdf, pages } = await press.set(letterInput(letter, { facts }));
    expect(pages).toBe(2);
    expect(await compare("letter", pdf, 1)).toBeLessThan(TOLERANCE);
    expect(await compare("letter", pdf, 2)).toBeLessThan(TOLERANCE);
  });

  it.each(
    LAYOUT_PROFILES.filter(
      (profile): profile is Exclude<LayoutProfile, "letter"> => profile !== "letter",
    ),
  )(
    "of a complaint for the profile %s looks as it did when it was looked at",
    async (layoutProfile) => {
      const marking = {
        kind: "version",
        number: 3,
        sha256: "ab12cd34ef56".padEnd(64, "0"),
      } as const;
      const { pdf } = await press.set(
        suitInput(complaint, { facts: factsFor(layoutProfile), layoutProfile, marking }),
      );
      expect(await compare(layoutProfile, pdf, 1)).toBeLessThan(TOLERANCE);
      expect(await compare(layoutProfile, pdf, 2)).toBeLessThan(TOLERANCE);
    },
  );

  it("that moved by a line is another picture", async () => {
    const still = await press.set(suitInput(complaint));
    const moved = await press.set(suitInput(prose(body(), ...complaint.content)));
    const [one, other] = await Promise.all([pictureOf(still.pdf, 1), pictureOf(moved.pdf, 1)]);
    expect(difference(readPng(one), readPng(other))).toBeGreaterThan(TOLERANCE * 2);
  });
});
