import { describe, expect, it } from "vitest";
import { COMPANION_PAPERS } from "#app/domain/companion-paper.ts";
import { KINDS, kindsThat } from "#app/domain/document-kinds/index.ts";
import { companionTitle, COURT_PROFILES, courtOf } from "#app/domain/layout.ts";
import { detailsForLayout } from "#app/document/details/details-for-layout.ts";
import type { OtherSuit } from "#app/document/details/other-suit.ts";
import { sourcedValues } from "#app/document/details/sourced-values.ts";
import {
  captionTitle,
  firstTemplate,
  type TemplateDetails,
} from "#app/document/templates/index.ts";
import { filedRequest, RECEIVED } from "#tests/support/filed-request.ts";
import { docketEvent, suitOnRecord } from "#tests/support/suit-on-record.ts";
import { SUIT_DETAILS } from "./details.ts";
import { letters, placesOf, textOf } from "./reading.ts";
import { suitInput, typesetterForTests } from "./typesetter.ts";
import { body } from "./writing.ts";

const typesetter = typesetterForTests();
const CALENDAR = { closures: [], inaugurationDay: false };
const AGENCIES = [
  "U.S. Department of Homeland Security",
  "U.S. Immigration and Customs Enforcement",
] as const;
const PLAINTIFFS = SUIT_DETAILS.caption!.plaintiffs.map(({ name }) => name);

const SUIT = suitOnRecord({
  filedOn: "2022-01-11",
  plaintiffs: PLAINTIFFS,
  defendants: [...AGENCIES],
  answerDueOn: "2022-08-01",
  events: [
    docketEvent("us", "service", "2022-01-20", { on: "usAttorney", method: "certified-mail" }),
    docketEvent("b", "briefDue", "2022-09-01", { what: "Motion for summary judgment", by: "us" }),
    docketEvent("p", "productionSchedule", "2022-05-10", {
      orderNumber: "24",
      firstOn: "2022-06-01",
      pagesAMonth: 500,
    }),
  ],
  releases: [{ id: "r1", number: 1, dated: "2022-06-01", released: 440, withheld: 60 }],
});

const OTHER: OtherSuit = {
  name: "American Immigration Council et al. v. U.S. Customs and Border Protection",
  court: "United States District Court",
  district: "Northern District of California",
  caseNumber: "3:21-cv-00001",
  judge: "Hon. Jane S. Tester",
  filedOn: "2021-05-03",
  isInSameCourt: true,
  sharesRequest: true,
  sharesDefendant: true,
  hasEnded: false,
  isWithdrawn: false,
};

const PAPERS = [
  ...kindsThat(({ suit }) => suit === "joins").map((kind) => ({
    kind,
    companion: undefined,
    name: kind as string,
  })),
  ...COMPANION_PAPERS.map((companion) => ({
    kind: "complaint" as const,
    companion,
    name: companion as string,
  })),
];

describe.each(COURT_PROFILES)("in the layout of %s [L66]", (layoutProfile) => {
  it.each(PAPERS)(
    "a $name is set under its caption with both agencies, breaks no word and prints no bar number that is not asked for",
    async ({ kind, companion }) => {
      let count = 0;
      const requests = [filedRequest([RECEIVED])];
      const told: TemplateDetails = {
        parties: PLAINTIFFS,
        partyIds: SUIT_DETAILS.organizations.map(({ id }) => id),
        agency: AGENCIES[1],
        layoutProfile,
        requests,
        suit: SUIT,
        otherSuits: [OTHER],
        companion,
      };
      const prose = firstTemplate(kind, () => `id-${(count += 1)}`, told);
      const sourced = [...sourcedValues(requests, SUIT, CALENDAR)].map(([field, value]) => ({
        name: field,
        value,
      }));
      const own = KINDS[kind].caption!;
      const title = companion
        ? companionTitle(companion, layoutProfile)
        : (captionTitle(kind, told) ?? own.title);
      const based = detailsForLayout(SUIT_DETAILS, "nd-cal", layoutProfile);
      const details = {
        ...based,
        sourced,
        caption: {
          ...based.caption!,
          defendants: AGENCIES.map((agency) => ({ name: agency, address: ["2 Example Street"] })),
          paperTitle: title,
          designations: [],
          companion: companion ?? null,
        },
      };
      const { pdf } = await typesetter.set(suitInput(prose, { facts: details, layoutProfile }));
      const text = await textOf(pdf);
      const whole = letters(text).toLowerCase();
      for (const words of [title, courtOf(layoutProfile)!.name, ...AGENCIES]) {
        expect(whole, words).toContain(letters(words).toLowerCase());
      }
      // Each word of the longest names stands whole on a line.
      const words = new Set((await placesOf(pdf)).flat().map((word) => word.text.toLowerCase()));
      for (const word of ["immigration", "enforcement", "department"]) {
        expect(
          [...words].some((one) => one.includes(word)),
          word,
        ).toBe(true);
      }
      expect(text.includes("State Bar No.")).toBe(
        courtOf(layoutProfile)!.barNumber === "State Bar No.",
      );
    },
  );
});

it.each(["nd-cal", "sdny"] as const)(
  "what is declared stays on the page of the name below it, wherever the page ends, in %s [L66]",
  async (layoutProfile) => {
    for (let lines = 15; lines < 30; lines += 1) {
      const prose = firstTemplate("declaration", () => crypto.randomUUID(), { layoutProfile });
      const [caption, opening, ...rest] = prose.content;
      const filler = Array.from({ length: lines }, (_, line) => body(`Line ${line}.`));
      const content = [caption!, opening!, ...filler, ...rest];
      const details = detailsForLayout(SUIT_DETAILS, "nd-cal", layoutProfile);
      const input = suitInput({ type: "doc", content }, { facts: details, layoutProfile });
      const { pdf } = await typesetter.set(input);
      const pages = (await placesOf(pdf)).map((page) => page.map(({ text }) => text).join(" "));
      const [declared, named] = ["penalty of perjury", "[Name of the declarant]"].map((words) =>
        pages.findIndex((page) => page.includes(words)),
      );
      expect(named, `after ${lines} lines`).toBe(declared);
      expect(named).toBeGreaterThan(-1);
    }
  },
);
