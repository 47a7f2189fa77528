import { describe, expect, it } from "vitest";
import { LAYOUT_PROFILES } from "#app/domain/document.ts";
import { LETTER_DETAILS, SUIT_DETAILS } from "./details.ts";
import { infoOf, letters, placesOf, textOf } from "./reading.ts";
import { letterInput, typesetterForTests, suitInput } from "./typesetter.ts";
import {
  body,
  block,
  caption,
  exhibit,
  field,
  pageBreak,
  prose,
  reference,
  signatures,
} from "./writing.ts";

const typesetter = typesetterForTests();
const SHA = "ab12cd34ef567890".repeat(4);

const threePages = prose(body("One."), pageBreak(), body("Two."), pageBreak(), body("Three."));

/** Words in the upper margin of each page. */
async function headsOf(pdf: Uint8Array): Promise<string[]> {
  return (await placesOf(pdf)).map((page) =>
    page
      .filter((word) => word.bottom < 45)
      .map((word) => word.text)
      .join(" "),
  );
}

describe("what is not filed", () => {
  it.each(LAYOUT_PROFILES)("says so on every page of the profile %s", async (layoutProfile) => {
    const draft = "Draft, as of change 12 · not filed";
    const { pdf } = await typesetter.set(suitInput(threePages, { layoutProfile }));
    expect(await headsOf(pdf)).toEqual([draft, draft, draft]);
  });

  it("carries the version's number and the first twelve digits of its hash", async () => {
    const marking = { kind: "version", number: 3, sha256: SHA } as const;
    const { pdf } = await typesetter.set(letterInput(threePages, { marking }));
    const version = "Version 3 · sha256 ab12cd34ef56 · not filed";
    expect(await headsOf(pdf)).toEqual([version, version, version]);
  });
});

describe("the filed document", () => {
  const text = prose(
    caption(),
    block("numbered", 1, "Dated: ", field("dateOfFiling"), "."),
    ...Array.from({ length: 40 }, () => block("numbered", 1, "Some words of a paragraph.")),
    ...signatures("ilrc", "mijente", "council"),
  );
  const filing = {
    date: "2021-11-15",
    caseNumber: "3:21-cv-00000",
    signatures: ["ilrc-signer", "council-signer"],
  };

  it("carries no marking", async () => {
    const { pdf } = await typesetter.set(letterInput(threePages, { marking: null }));
    expect(await headsOf(pdf)).toEqual(["", "", ""]);
  });

  it("differs from the version that was signed in nothing but what is filled in at filing", async () => {
    const marking = { kind: "version", number: 3, sha256: SHA } as const;
    const signed = await typesetter.set(suitInput(text, { marking }));
    const filed = await typesetter.set(suitInput(text, { marking: null, filing }));
    expect(filed.pages).toBe(signed.pages);
    const without = async (pdf: Uint8Array, ...filledIn: string[]) =>
      filledIn.reduce((rest, words) => rest.replaceAll(words, ""), letters(await textOf(pdf)));
    expect(
      await without(
        filed.pdf,
        "November15,2021",
        "CaseNo.3:21-cv-00000",
        "/s/InesExample",
        "/s/AnaExample",
      ),
    ).toBe(
      await without(
        signed.pdf,
        "[dateoffiling]",
        "CaseNo.",
        "Version3·sha256ab12cd34ef56·notfiled",
      ),
    );
  });

  it("has no page that breaks elsewhere because a signature was given", async () => {
    const all = { ...filing, signatures: ["ilrc-signer", "mijente-signer", "council-signer"] };
    const none = { ...filing, signatures: [] };
    const places = async (fields: typeof all) => {
      const { pdf } = await typesetter.set(suitInput(text, { marking: null, filing: fields }));
      return (await placesOf(pdf)).map((page) =>
        page.filter((word) => word.text === "Telephone:").map((word) => word.top),
      );
    };
    expect(await places(all)).toEqual(await places(none));
  });

  it.each([
    ["a field without a value", body(field("dateOfFiling")), "The date of filing is not recorded."],
    [
      "a reference whose target is gone",
      body("See ", reference("gone")),
      "A cross-reference leads to a place that is gone.",
    ],
    [
      "a signature block of nobody",
      signatures("nobody")[0]!,
      "A signature block belongs to an organization that is not among the document’s details.",
    ],
    [
      "an exhibit that is not recorded",
      exhibit("nothing"),
      "Exhibit A is not among the document’s details.",
    ],
  ])("is refused while it holds %s; a draft names the gap instead", async (_name, gap, reason) => {
    const input = letterInput(prose(body("Before."), gap));
    expect(await typesetter.refusal({ ...input, marking: null })).toContain(
      `text-incomplete: ${reason}`,
    );
    expect(await textOf((await typesetter.set(input)).pdf)).toMatch(/\[[^\]]+\]/);
  });

  it.each([
    [
      "an addressee",
      { ...LETTER_DETAILS, letter: { ...LETTER_DETAILS.letter!, addressee: [] } },
      "The letter has no addressee.",
    ],
    [
      "a date",
      { ...LETTER_DETAILS, letter: { ...LETTER_DETAILS.letter!, date: null } },
      "The letter has no date.",
    ],
    [
      "a plaintiff",
      { ...SUIT_DETAILS, caption: { ...SUIT_DETAILS.caption!, plaintiffs: [] } },
      "The caption names no plaintiff.",
    ],
    [
      "a defendant",
      { ...SUIT_DETAILS, caption: { ...SUIT_DETAILS.caption!, defendants: [] } },
      "The caption names no defendant.",
    ],
  ])("is refused without %s", async (_name, details, reason) => {
    const input = letterInput(prose(body("Text.")), { facts: details, marking: null });
    expect(await typesetter.refusal(input)).toContain(`text-incomplete: ${reason}`);
    await typesetter.set({ ...input, marking: { kind: "draft", change: 1 } });
  });

  it("says on every page of a draft how much of it can't be shown and is left out", async () => {
    const marking = { kind: "draft", change: 12, leftOut: 2 } as const;
    const { pdf } = await typesetter.set(letterInput(threePages, { marking }));
    const heads = await headsOf(pdf);
    expect(heads).toHaveLength(3);
    for (const head of heads) {
      expect(head).toMatch(/2 things that can’t be shown are left out/u);
    }
  });

  it("leaves room where the court has yet to assign a number", async () => {
    const text = prose(caption(), body("In No. ", field("caseNumber"), ", they ask."));
    const none = { ...filing, caseNumber: null };
    const { pdf } = await typesetter.set(suitInput(text, { marking: null, filing: none }));
    expect(await textOf(pdf)).toMatch(/In No\.\s+, they ask\./);
  });

  it("is refused with a caption of no action; a draft names the gap instead", async () => {
    const input = letterInput(prose(caption(), body("Text.")));
    expect(await typesetter.refusal({ ...input, marking: null })).toContain(
      "The text has a caption, but no court and no parties are recorded.",
    );
    expect(await textOf((await typesetter.set(input)).pdf)).toContain(
      "[caption: no court and no parties are recorded]",
    );
  });

  it("[L60] has the instant at which it was made, to the second, as both of its dates", async () => {
    const createdAt = new Date("2026-11-29T22:15:07Z");
    const input = { ...letterInput(prose(body("Text."))), createdAt };
    const info = await infoOf((await typesetter.set(input)).pdf);
    for (const name of ["CreationDate", "ModDate"]) {
      expect(new Date(info.get(name) ?? "").toISOString(), name).toBe("2026-11-29T22:15:07.000Z");
    }
  });

  it("takes the day of filing where a letter has no date of its own", async () => {
    const letter = { ...LETTER_DETAILS.letter!, date: null };
    const input = letterInput(prose(body("Text.")), {
      facts: { ...LETTER_DETAILS, letter },
      filing,
    });
    expect(await textOf((await typesetter.set(input)).pdf)).toContain("November 15, 2021");
  });
});
