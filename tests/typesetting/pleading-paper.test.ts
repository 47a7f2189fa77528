import { fc } from "#tests/support/fast-check.ts";
import { describe, expect, it } from "vitest";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { plainText } from "#tests/support/plain-text.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { DEMO_DOCUMENTS } from "#prisma/seed/documents.ts";
import { complaint } from "#prisma/seed/texts/complaint/index.ts";
import { demoDetails } from "#tests/seed/demo-details.ts";
import { COALITION_DETAILS, SUIT_DETAILS } from "./details.ts";
import { PLEADING_TEXT, letters, placesOf, textOf } from "./reading.ts";
import type { Word } from "./reading.ts";
import { inPlainOrder } from "./typed.ts";
import { typesetterForTests, suitInput } from "./typesetter.ts";
import {
  block,
  body,
  caption,
  field,
  footnote,
  marked,
  prose,
  signatures,
  table,
} from "./writing.ts";

const typesetter = typesetterForTests();

const isLineNumber = (word: Word) => word.right < 95 && /^\d+$/.test(word.text);
const inText = (word: Word) => word.left > 100 && word.top > 45 && word.bottom < 735;

/** How far a word's foot is from the foot of the nearest number. */
function drift(word: Word, page: readonly Word[]): number {
  return Math.min(
    ...page.filter(isLineNumber).map((number) => Math.abs(number.bottom - word.bottom)),
  );
}

/** Words of single-spaced text are prefixed, so that the others can be told from them. */
const SINGLE = "single";

const SINGLE_SIGNER: DocumentDetails = {
  ...COALITION_DETAILS,
  organizations: [{ id: "one", name: `${SINGLE}party`, city: null, address: [] }],
  signers: [
    {
      ...COALITION_DETAILS.signers[0]!,
      organizationId: "one",
      name: `${SINGLE}name`,
      title: `${SINGLE}title`,
      barNumber: null,
      address: [`${SINGLE}street`, `${SINGLE}city`],
      email: null,
      telephone: null,
      partyRepresented: null,
    },
  ],
};

const FILING = { date: "2021-11-15", caseNumber: null, signatures: [] };

async function straying(
  content: readonly ProseNode[],
  layoutProfile: "nd-cal" | "cd-cal" = "nd-cal",
): Promise<string[]> {
  const rest = { facts: SINGLE_SIGNER, marking: null, filing: FILING, layoutProfile };
  const { pdf } = await typesetter.set(suitInput(prose(...content), rest));
  return (await placesOf(pdf)).flatMap((page, index) =>
    page
      .filter((word) => inText(word) && !word.text.startsWith(SINGLE) && drift(word, page) >= 1)
      .filter((word) => !/^\d{1,2}$/.test(word.text))
      .map((word) => `page ${index + 1}: ${word.text} is off by ${drift(word, page).toFixed(2)}`),
  );
}

const double = (count: number) => `${"double-spaced words of a paragraph ".repeat(count)}end.`;
const single = (count: number) => `${`${SINGLE}spaced ${SINGLE}word `.repeat(count)}${SINGLE}end.`;

/** Any block that a pleading may hold, of a length that a seed decides. */
const anyBlock: fc.Arbitrary<ProseNode> = fc
  .tuple(
    fc.constantFrom(
      "numbered",
      "numbered",
      "subparagraph",
      "body",
      "quote",
      "heading",
      "list",
      "table",
      "note",
      "raised",
      "signature",
      "empty",
    ),
    fc.integer({ min: 0, max: 40 }),
  )
  .map(([kind, size]) => {
    switch (kind) {
      case "subparagraph":
        return block("numbered", 1 + (size % 3), double(size % 9));
      case "quote":
        return block("quote", 1, single(size));
      case "heading":
        return block("heading", 1 + (size % 4), single(size % 14));
      case "list":
        return block(size % 2 === 0 ? "bullet" : "ordered", 1 + (size % 3), double(size % 7));
      case "table":
        return table(
          size % 3 > 0,
          ...Array.from({ length: 1 + (size % 6) }, () => [single(size % 5), single(size)]),
        );
      case "note":
        return block("numbered", 1, double(size % 5), footnote(single(size)));
      case "raised":
        return block(
          "numbered",
          1,
          double(2),
          marked(`${SINGLE}raised`, "superscript"),
          marked(`${SINGLE}lowered`, "subscript"),
          double(3),
          field("caseNumber"),
          marked("Small Capitals", "smallCaps", "underline"),
          double(2),
        );
      case "signature":
        return { type: "signatureBlock", attrs: { organization: "one" } };
      case "empty":
        return body();
      default:
        return block(kind === "body" ? "body" : "numbered", 1, double(size % 11));
    }
  });

describe("the pleading paper of the Northern District of California", () => {
  it("has 28 numbered lines on every page", async () => {
    const { pdf, pages } = await typesetter.set(suitInput(complaint));
    expect(pages).toBeGreaterThan(5);
    for (const page of await placesOf(pdf)) {
      const numbers = page.filter(isLineNumber);
      expect(numbers.map((number) => number.text)).toEqual(
        Array.from({ length: 28 }, (_, index) => String(index + 1)),
      );
      const [first, second] = numbers;
      expect((second?.bottom ?? 0) - (first?.bottom ?? 0)).toBeCloseTo(24, 1);
    }
  });

  it.each(DEMO_DOCUMENTS.filter(({ layoutProfile }) => layoutProfile === "nd-cal"))(
    "holds every word of the demonstration's $title, in order",
    async (document) => {
      const text = inPlainOrder(document.prose);
      const details = { ...demoDetails(document), caption: null };
      const { pdf } = await typesetter.set(suitInput(text, { facts: details }));
      const page = { facts: details, layoutProfile: document.layoutProfile };
      expect(letters(await textOf(pdf, PLEADING_TEXT))).toBe(letters(plainText(text, { page })));
    },
  );

  it("keeps double-spaced text on its lines whatever single-spaced text stands between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBlock, { minLength: 30, maxLength: 60 }), async (blocks) => {
        expect(await straying(blocks)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("does so in the Central District's 14 points too, with 28 numbers on every page", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBlock, { minLength: 30, maxLength: 60 }), async (blocks) => {
        expect(await straying(blocks, "cd-cal")).toEqual([]);
      }),
      { numRuns: 15 },
    );
    const { pdf } = await typesetter.set(suitInput(complaint, { layoutProfile: "cd-cal" }));
    for (const page of await placesOf(pdf)) {
      const numbers = page.filter(isLineNumber).map(({ text }) => Number(text));
      expect(numbers.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 28 }, (_, index) => index + 1),
      );
    }
  });

  it("single-spaces a quotation, and double-spaces one of more than ten lines of the page", async () => {
    const { pdf } = await typesetter.set(
      suitInput(prose(block("quote", 1, single(12)), block("quote", 1, single(150)))),
    );
    const feet = (await placesOf(pdf)).map((page) => [
      ...new Set(page.filter(inText).map((word) => word.bottom)),
    ]);
    const steps = feet.flatMap((page) =>
      page.slice(1).map((foot, index) => Math.round(foot - (page[index] ?? 0))),
    );
    expect(steps.slice(0, 2)).toEqual([12, 12]);
    expect(new Set(steps.slice(4))).toEqual(new Set([24]));
  });

  it("keeps to its lines after a table with a row that no page holds", async () => {
    const rows = [
      [single(0), single(1)],
      [single(0), single(600)],
      [single(0), single(1)],
    ];
    const blocks = [table(false, ...rows), block("numbered", 1, double(8))];
    expect(await straying(blocks)).toEqual([]);
  });

  it("begins with counsel on line 1 and the court's title on line 8", async () => {
    const alone = { ...SUIT_DETAILS.caption!, counsel: ["ilrc-signer"] };
    const details = { ...SUIT_DETAILS, caption: alone };
    const { pdf } = await typesetter.set(
      suitInput(prose(caption(), body("Text.")), { facts: details }),
    );
    const [page = []] = await placesOf(pdf);
    const lineOf = (text: string) => {
      const word = page.find((candidate) => candidate.text === text && inText(candidate));
      const number = page
        .filter(isLineNumber)
        .find((candidate) => Math.abs(candidate.bottom - (word?.bottom ?? 0)) < 1);
      return number?.text;
    };
    expect(lineOf("Ines")).toBe("1");
    expect(lineOf("UNITED")).toBe("8");
    expect(lineOf("NORTHERN")).toBe("9");
  });

  it("moves the court's title down a line where counsel needs more room", async () => {
    const { pdf } = await typesetter.set(suitInput(prose(caption(), body("Text."))));
    const [page = []] = await placesOf(pdf);
    const title = page.find((word) => word.text === "UNITED");
    const last = page.filter((word) => word.text === "Telephone:").at(-1);
    expect(title!.top).toBeGreaterThan(last!.bottom);
    expect(drift(title!, page)).toBeLessThan(1);
  });

  it("names every party in the caption, and the paper and its number in the footer once there is one", async () => {
    const text = prose(caption(), body("Text."));
    const plain = await textOf((await typesetter.set(suitInput(text))).pdf);
    for (const party of [
      ...SUIT_DETAILS.caption!.plaintiffs,
      ...SUIT_DETAILS.caption!.defendants,
    ]) {
      expect(letters(plain)).toContain(letters(party.name.toUpperCase()));
    }
    expect(plain).toMatch(/Case No\.\s*\n/);
    expect(plain).toMatch(/COMPLAINT FOR DECLARATORY AND INJUNCTIVE RELIEF\s*$/);

    const number = "3:21-cv-00000";
    const filing = { date: "2021-11-15", caseNumber: number, signatures: [] };
    const filed = await textOf((await typesetter.set(suitInput(text, { filing }))).pdf);
    expect(filed).toContain(`Case No. ${number}\nCOMPLAINT`);
    expect(filed).toMatch(new RegExp(`RELIEF\\s+Case No\\. ${number}\\s*$`));
  });

  it("signs for those alone who agreed to it", async () => {
    const text = prose(caption(), body("Respectfully,"), ...signatures("ilrc", "council"));
    const filing = { date: "2021-11-15", caseNumber: null, signatures: ["ilrc-signer"] };
    const { pdf } = await typesetter.set(suitInput(text, { filing, marking: null }));
    const plain = await textOf(pdf);
    expect(plain).toContain("/s/ Ines Example");
    expect(plain).not.toContain("/s/ Ana Example");
    expect(plain).toContain("Ana Example (State Bar No. 000000)");
  });
});
