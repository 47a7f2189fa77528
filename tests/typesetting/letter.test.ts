import { describe, expect, it } from "vitest";
import { DEMO_DOCUMENTS } from "#prisma/seed/documents.ts";
import { weeklyReportsRequest } from "#prisma/seed/texts/weekly-reports-request.ts";
import { demoDetails } from "#tests/seed/demo-details.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { LETTER_DETAILS } from "./details.ts";
import {
  PLAIN_TEXT,
  infoOf,
  metadataOf,
  placesOf,
  splitWords,
  textOf,
  wordsOf,
} from "./reading.ts";
import { inPlainOrder, withoutTableHeads } from "./typed.ts";
import { letterInput, typesetterForTests } from "./typesetter.ts";
import {
  block,
  body,
  exhibit,
  field,
  footnote,
  lineBreak,
  link,
  marked,
  pageBreak,
  prose,
  reference,
  named,
  signatures,
  table,
} from "./writing.ts";

const typesetter = typesetterForTests();

describe("a letter", () => {
  it.each(DEMO_DOCUMENTS.filter(({ layoutProfile }) => layoutProfile === "letter"))(
    "holds every word of the demonstration's $title, in order",
    async (document) => {
      const text = inPlainOrder(document.prose);
      const details = { ...demoDetails(document), letter: null };
      const { pdf } = await typesetter.set(letterInput(text, { facts: details }));
      const page = { facts: details, layoutProfile: document.layoutProfile };
      const printed = withoutTableHeads(await textOf(pdf, PLAIN_TEXT), text);
      expect(printed).toBe(withoutTableHeads(plainText(text, { page }), text));
    },
  );

  it("opens with letterhead, date, delivery, addressee and subject, in that order", async () => {
    const { pdf } = await typesetter.set(letterInput(prose(body("Dear FOIA Officer:"))));
    expect(splitWords(await textOf(pdf, PLAIN_TEXT)).join(" ")).toBe(
      [
        "Immigrant Legal Resource Center San Francisco, California",
        "Mijente Support Committee American Immigration Council Washington, D.C.",
        "September 9, 2021 Via the agency’s portal",
        "Freedom of Information Act Office U.S. Immigration and Customs Enforcement",
        "500 12th Street SW, Stop 5009 Washington, D.C. 20536-5009",
        "Re: Freedom of Information Act request for weekly reports",
        "Expedited Processing Requested Fee Waiver Requested Dear FOIA Officer:",
      ].join(" "),
    );
  });

  it("numbers its pages from the second on", async () => {
    const text = prose(body("One."), pageBreak(), body("Two."), pageBreak(), body("Three."));
    const { pdf, pages } = await typesetter.set(letterInput(text));
    expect(pages).toBe(3);
    const feet = (await placesOf(pdf)).map((page) =>
      page
        .filter((word) => word.top > 720)
        .map((word) => word.text)
        .join(" "),
    );
    expect(feet).toEqual(["", "Page 2 of 3", "Page 3 of 3"]);
  });

  it("sets items with their subparts, lists, notes, tables, links and references", async () => {
    const text = prose(
      block("heading", 1, "Records"),
      named("first", "requestItem", 1, "Reports, including:"),
      block("requestItem", 2, "their dates;"),
      block("requestItem", 3, "and hours"),
      named("second", "requestItem", 1, "Guidance."),
      block("bullet", 1, "a point"),
      block("bullet", 2, "a finer point"),
      block("ordered", 1, "in order"),
      block("quote", 1, "As they said."),
      body("See ", reference("second"), " and ", reference("request"), footnote("A note."), "."),
      body(marked("Name", "bold"), lineBreak, link("a site", "https://example.org/")),
      body("By ", field("certifier"), ", ", field("dateOfFiling")),
      table(true, ["Term", "Meaning"], ["ICE", "The agency."]),
      exhibit("request"),
    );
    const { pdf } = await typesetter.set(
      letterInput(text, { facts: { ...LETTER_DETAILS, letter: null } }),
    );
    expect((await wordsOf(pdf, PLAIN_TEXT)).join(" ")).toBe(
      [
        "Records 1. Reports, including: (a) their dates; (i) and hours 2. Guidance.",
        "• a point • a finer point 1. in order As they said.",
        "See Request No. 2 and Exhibit A1 . Name a site",
        "By Ana Example, [date of filing] Term Meaning ICE The agency.",
        "Exhibit A. The Request of September 9, 2021 1 A note.",
      ].join(" "),
    );
  });

  it("puts signature blocks beside each other where they fit, and below where they don’t", async () => {
    const text = prose(body("Yours,"), ...signatures("ilrc", "mijente"));
    const tops = async (address: string) => {
      const signers = LETTER_DETAILS.signers.map((signer) => ({
        ...signer,
        address: [address],
        partyRepresented: null,
      }));
      const { pdf } = await typesetter.set(
        letterInput(text, { facts: { ...LETTER_DETAILS, signers } }),
      );
      const [page = []] = await placesOf(pdf);
      return ["Ines", "Dani"].map((name) => page.find((word) => word.text === name)?.top ?? 0);
    };
    const [ines, dani] = await tops("Short Street");
    expect(ines).toBeGreaterThan(0);
    expect(dani).toBe(ines);
    const long = "A very long street with a very long name in a very long town, and its number 1";
    const [first = 0, second = 0] = await tops(long);
    expect(second).toBeGreaterThan(first + 50);
  });

  it("has the lines to sign on at one height, also where one organization's name takes two lines", async () => {
    const text = prose(body("Yours,"), ...signatures("ilrc", "mijente"));
    const long = "A Coalition of Organizations With a Name That Takes Two Lines";
    const organizations = LETTER_DETAILS.organizations.map((organization) =>
      organization.id === "mijente" ? { ...organization, name: long } : organization,
    );
    const signers = LETTER_DETAILS.signers.map((signer) => ({ ...signer, partyRepresented: null }));
    const details = { ...LETTER_DETAILS, organizations, signers };
    const { pdf } = await typesetter.set(letterInput(text, { facts: details }));
    const [page = []] = await placesOf(pdf);
    const top = (name: string) => page.findLast((word) => word.text === name)?.top ?? 0;
    expect(top("Ines")).toBeGreaterThan(top("Yours,"));
    expect(Math.abs(top("Ines") - top("Dani"))).toBeLessThan(0.1);
  });

  it("keeps words within its margins of one inch", async () => {
    const { pdf } = await typesetter.set(letterInput(weeklyReportsRequest));
    const words = (await placesOf(pdf)).flat();
    expect(words.filter((word) => word.left < 71.5 || word.right > 540.5)).toEqual([]);
  });

  it("says what it is and in which language, and names nobody in its metadata", async () => {
    const { pdf } = await typesetter.set(letterInput(weeklyReportsRequest));
    const info = await infoOf(pdf);
    expect(info.get("Title")).toBe("FOIA request for weekly reports");
    expect(info.get("Tagged")).toBe("yes");
    expect(info.get("Encrypted")).toBe("no");
    expect(info.get("JavaScript")).toBe("no");
    expect([...info.keys()]).not.toContain("Author");
    const metadata = await metadataOf(pdf);
    expect(metadata).toMatch(/<pdfaid:part>2<.*<pdfaid:conformance>A</s);
    expect(metadata).toContain("<rdf:li>en-US</rdf:li>");
    expect(metadata).not.toMatch(/dc:creator|Example|author/i);
  });
});
