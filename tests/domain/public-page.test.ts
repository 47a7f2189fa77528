import { describe, expect, test } from "vitest";
import { pageProblems, type PublicFacts } from "#app/domain/public-page/checks.ts";
import { OUTCOMES, type ItemOutcomeKind } from "#app/domain/agency-record/outcome.ts";
import { CATALOG } from "#app/domain/public-page/texts/languages.ts";
import {
  pageContent,
  webAddress,
  textInLanguage,
  type PageContent,
} from "#app/domain/public-page/content.ts";

const ICE = "U.S. Immigration and Customs Enforcement";
const DHS = "U.S. Department of Homeland Security";
const FILE = { isTakenBack: false, isUnread: false, looksPrivate: [] };
const facts: PublicFacts = {
  filings: [
    {
      documentId: "weekly",
      title: "Weekly reports",
      itemIds: ["a", "b", "c"],
      isWithdrawn: false,
      outcomes: [],
      replaced: [],
    },
    {
      documentId: "gone",
      title: "Withdrawn",
      itemIds: ["x"],
      isWithdrawn: true,
      outcomes: [],
      replaced: [],
    },
  ],
  papers: ["weekly", "gone"],
  attachments: [
    { ...FILE, id: "letter", name: "answer.pdf" },
    { ...FILE, id: "scan", name: "release.pdf", isUnread: true },
    { ...FILE, id: "gone", name: "other.pdf", isTakenBack: true },
  ],
  dockets: [
    { docketId: "suit", title: "Council v. ICE", plaintiffs: ["Council"], defendants: [ICE] },
  ],
  knownAs: { [ICE]: ["ICE"], [DHS]: ["DHS", "Homeland Security"] },
};
const content = (over: object = {}): PageContent =>
  pageContent.parse({
    title: { en: "Seeking records" },
    narrative: { en: ["Words."] },
    summaries: [
      {
        documentId: "weekly",
        heading: { en: "Weekly reports" },
        items: [
          { words: { en: "The reports" }, itemIds: ["a"] },
          { words: { en: "The rest" }, itemIds: ["b", "c"] },
        ],
      },
    ],
    ...over,
  });
const card = (words: string, footnote: object | null = null) => ({
  litigation: [
    { docketId: "suit", title: { en: "Council sues" }, summary: { en: words }, footnote },
  ],
});
const sentences = (over: object) =>
  pageProblems(content(over), facts).map(({ sentence }) => sentence);

describe("a public page", () => {
  test("[L41] that tells of every filed item, merged or not, agrees", () => {
    expect(pageProblems(content(), facts)).toEqual([]);
  });

  test("[L41] that leaves an item out, or counts one twice, has to say why", () => {
    const some = content();
    const summary = some.summaries[0];
    const [first] = summary?.items ?? [];
    expect(
      pageProblems(
        { ...some, summaries: summary && first ? [{ ...summary, items: [first, first] }] : [] },
        facts,
      ),
    ).toMatchObject([
      { severity: "asks", sentence: "The page leaves out 2 of the 3 items of “Weekly reports”." },
      { severity: "asks", sentence: "The page counts an item of “Weekly reports” twice." },
    ]);
    expect(sentences({ summaries: [] })).toEqual([
      "The page says nothing of “Weekly reports”, which was filed.",
    ]);
  });

  test("[L72] that is empty is not published", () => {
    const nothing = { ...facts, filings: [], papers: [], attachments: [], dockets: [] };
    const empty = content({ narrative: { en: [] }, summaries: [] });
    expect(pageProblems(empty, nothing)).toMatchObject([{ severity: "blocks" }]);
    expect(pageProblems(content({ summaries: [] }), nothing)).toEqual([]);
  });

  test("[L41] that names an item which was not filed is not published", () => {
    const wrong = {
      summaries: [
        {
          documentId: "weekly",
          heading: { en: "x" },
          items: [{ words: { en: "All" }, itemIds: ["a", "b", "c", "d"] }],
        },
      ],
    };
    expect(pageProblems(content(wrong), facts)).toMatchObject([{ severity: "blocks" }]);
  });

  /** Findings where the agency said that of the three items, and the page says these words. */
  const foundIn = (outcomes: readonly (ItemOutcomeKind | null)[], heading: object) => {
    const [weekly, ...others] = facts.filings;
    if (!weekly) throw new Error("no request");
    const told = outcomes.flatMap((outcome, at) => {
      const itemId = weekly.itemIds[at] ?? "";
      return outcome === null ? [] : [{ itemId, outcome, part: null }];
    });
    const [summary] = content().summaries;
    const summaries = [{ ...summary, heading }];
    const of = { ...facts, filings: [{ ...weekly, outcomes: told }, ...others] };
    return pageProblems(content({ summaries }), of).map(({ sentence }) => sentence);
  };
  const NONE = "no-records";
  const FULL = "produced-in-full";
  const PART = "produced-in-part";

  test.each([
    [[NONE, NONE, NONE], { en: "ICE denied the request" }],
    [[NONE, NONE, NONE], { en: "Reports", es: "La agencia se negó a entregarlos" }],
    [[null, null, null], { en: "The agency’s refusal" }],
    [[FULL, FULL, NONE], { en: "A denial" }],
  ] as const)(
    "[L41] that speaks of a denial where nothing was withheld has to say why (embarrassment 12): %j, %j",
    (outcomes, heading) => {
      expect(foundIn(outcomes, heading)).toEqual([
        expect.stringContaining("no letter on record withholds anything"),
      ]);
      expect(foundIn(["withheld-in-full", NONE, NONE], heading)).toEqual([]);
    },
  );

  test.each([
    [[FULL, FULL, PART], { en: "ICE released all of them" }],
    [[FULL, FULL, NONE], { en: "A full release" }],
    [[FULL, null, null], { en: "ICE produced everything" }],
    [[null, null, null], { en: "Reports", es: "ICE entregó todos los informes" }],
  ] as const)(
    "[L41] that shows a part as the whole has to say why (embarrassment 12): %j, %j",
    (outcomes, heading) => {
      expect(foundIn(outcomes, heading)).toEqual([
        expect.stringContaining("everything was released, but the record does not"),
      ]);
      expect(foundIn([FULL, FULL, FULL], heading)).toEqual([]);
    },
  );

  test("[L17] [L41] that says all came where a part did, or where an earlier letter withheld, has to say why", () => {
    const [weekly, ...others] = facts.filings;
    if (!weekly) throw new Error("no request");
    const [summary] = content().summaries;
    const found = (over: Partial<typeof weekly>, heading: string) =>
      pageProblems(content({ summaries: [{ ...summary, heading: { en: heading } }] }), {
        ...facts,
        filings: [{ ...weekly, ...over }, ...others],
      });
    const full = weekly.itemIds.map((itemId) => ({ itemId, outcome: FULL, part: null }) as const);
    const [first, ...rest] = full;
    const part = { ...first!, part: "the e-mails" };
    const interim = { ...first!, outcome: PART } as const;
    const all = "ICE released everything";
    expect(found({ outcomes: full }, all)).toEqual([]);
    expect(found({ outcomes: [part, ...rest] }, all)).toHaveLength(1);
    expect(found({ outcomes: [interim, ...full] }, all)).toHaveLength(1);
    expect(found({ outcomes: full, replaced: [interim] }, all)).toEqual([]);
    // An item that was withheld first was denied, whatever came later.
    expect(found({ outcomes: full, replaced: [interim] }, "ICE’s denial")).toEqual([]);
    expect(found({ outcomes: full }, "ICE’s denial")).toHaveLength(1);
  });

  test("[L17] calls what became of an item by its own name, in both languages (embarrassment 12)", () => {
    for (const { outcomes } of Object.values(CATALOG)) {
      const said = Object.values(outcomes).map(({ name, sentence }) => `${name} ${sentence}`);
      expect(new Set(said).size).toBe(OUTCOMES.length);
      expect(`${outcomes[NONE].name} ${outcomes[NONE].sentence}`).not.toMatch(
        /den(?:y|ied|ial)|withh[eo]ld|neg(?:ó|ado)|reten/iu,
      );
      expect(outcomes[PART].name).toMatch(/part/iu);
      expect(outcomes[FULL].name).not.toMatch(/part/iu);
    }
  });

  test("[L42] a card that names the department where the caption names the component needs a footnote", () => {
    expect(sentences(card("This suit compels DHS and ICE to disclose."))).toHaveLength(1);
    expect(sentences(card("This suit compels ICE to disclose; justice is slow."))).toEqual([]);
    const footnote = { en: "The organizations’ release names ICE alone." };
    expect(sentences(card("This suit compels DHS and ICE.", footnote))).toEqual([]);
  });

  test("[L20] [L44] a file with pages that nothing can read is offered only when somebody read it", () => {
    const offer = (id: string) => ({
      documents: [{ kind: "attachment", id, label: { en: "File" } }],
    });
    expect(sentences(offer("letter"))).toEqual([]);
    expect(sentences(offer("scan"))).toHaveLength(1);
    expect(sentences(offer("gone"))).toEqual([expect.stringContaining("was taken back")]);
    expect(sentences(offer("nowhere"))).toHaveLength(1);
  });

  test("leads only to addresses of the web", () => {
    for (const address of ["javascript:alert(1)", "file:///etc/passwd", "https://", "x"]) {
      expect(webAddress.safeParse(address).success, address).toBe(false);
    }
    expect(webAddress.safeParse("https://example.org/map").success).toBe(true);
  });

  test("[L45] a number without its source and its day is refused", () => {
    const resource = { title: { en: "Map" }, text: { en: "Data" } };
    const statistic = { figure: "100+", label: { en: "data points" } };
    expect(
      pageContent.safeParse({ ...content(), resources: [{ ...resource, statistic }] }).success,
    ).toBe(false);
    const whole = { ...statistic, source: "Map the Impact", asOf: "2021-09-09" };
    expect(
      pageContent.safeParse({ ...content(), resources: [{ ...resource, statistic: whole }] })
        .success,
    ).toBe(true);
  });

  test("is read in English where nobody wrote it in Spanish", () => {
    expect(textInLanguage("es", { en: "Records", es: null })).toBe("Records");
    expect(textInLanguage("es", { en: "Records", es: "Documentos" })).toBe("Documentos");
  });
});
