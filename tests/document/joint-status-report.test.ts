import { describe, expect, test } from "vitest";
import { sourcedFieldsIn, staleFields } from "#app/document/details/sourced-fields.ts";
import { sourcedValues } from "#app/document/details/sourced-values.ts";
import type { SuitOnRecord } from "#app/document/details/suit-on-record.ts";
import { courtPaperFindings } from "#app/document/readiness/court-paper.ts";
import { courtSectionFindings } from "#app/document/readiness/court-sections.ts";
import { plainText } from "#tests/support/plain-text.ts";
import { firstTemplate, type FiledRequest } from "#app/document/templates/index.ts";
import { checkedNode } from "#app/document/version/validate.ts";
import { filedRequest } from "#tests/support/filed-request.ts";
import { docketEvent, suitOnRecord } from "#tests/support/suit-on-record.ts";
import { COALITION_DETAILS, SUIT_DETAILS } from "#tests/typesetting/details.ts";

const CALENDAR = { closures: [], inaugurationDay: false };

function report(suit: SuitOnRecord | null, requests: readonly FiledRequest[] = []) {
  let count = 0;
  const prose = firstTemplate("joint-status-report", () => `id-${(count += 1)}`, {
    parties: ["Council", "ILRC"],
    partyIds: ["council", "ilrc"],
    agency: "ICE",
    layoutProfile: "nd-cal",
    requests,
    suit,
  });
  checkedNode(prose);
  const sourced = [...sourcedValues(requests, suit, CALENDAR)].map(([name, value]) => ({
    name,
    value,
  }));
  const page = {
    facts: { ...COALITION_DETAILS, caption: SUIT_DETAILS.caption, sourced },
    layoutProfile: "nd-cal" as const,
  };
  return { prose, sourced, text: plainText(prose, { page }) };
}

const ORDER = { orderNumber: "24", orderedOn: "2022-05-10" };
const DUE = { ...ORDER, what: "joint-status-report" };
const SCHEDULE = { ...ORDER, firstOn: "2022-06-01", lastOn: "2022-10-01", pagesAMonth: 500 };
const RELEASE = { id: "r1", number: 1, dated: "2022-06-01", released: 440, withheld: 60 };

/** Each row of the docket or the record with what the report says of it. */
const ROWS: readonly (readonly [row: string, facts: Partial<SuitOnRecord>, says: string])[] = [
  [
    "the complaint",
    { filedOn: "2022-01-11" },
    "Plaintiffs filed the complaint on January 11, 2022",
  ],
  [
    "service",
    {
      events: [
        docketEvent("s", "service", "2022-01-20", { on: "usAttorney", method: "certified-mail" }),
      ],
    },
    "were served on the United States attorney on January 20, 2022.",
  ],
  [
    "the answer",
    { events: [docketEvent("a", "answer", "2022-03-22", {}, { number: "17" })] },
    "Defendant answered on March 22, 2022 (ECF No. 17).",
  ],
  [
    "an answer to come",
    { answerDueOn: "2022-08-01" },
    "The day for the answer is August 1, 2022. [Confirm the day",
  ],
  [
    "a late answer",
    { answerDueOn: "2022-03-01" },
    "The day for the answer is March 1, 2022. [Whether it was filed, and when.]",
  ],
  [
    "a dismissal",
    {
      events: [
        docketEvent(
          "x",
          "dismissal",
          "2022-06-15",
          { how: "stipulation", extent: "all", prejudice: "with" },
          { number: "31" },
        ),
      ],
    },
    "On June 15, 2022 (ECF No. 31), this action was dismissed by stipulation of the parties, with prejudice.",
  ],
  [
    "a dismissal in part",
    {
      events: [
        docketEvent("x", "dismissal", "2022-06-15", { how: "order", extent: "part", part: "DHS" }),
      ],
    },
    "this action was dismissed in part (DHS), by order of the Court.",
  ],
  [
    "the judgment",
    { events: [docketEvent("j", "judgment", "2022-07-01")] },
    "The Court entered judgment on July 1, 2022.",
  ],
  [
    "the order for the report",
    { events: [docketEvent("d", "statementDue", "2022-07-20", DUE)] },
    "Under the Court’s order of May 10, 2022 (ECF No. 24), Plaintiffs",
  ],
  [
    "the schedule",
    { events: [docketEvent("p", "productionSchedule", "2022-05-10", SCHEDULE)] },
    "By the Court’s order of May 10, 2022 (ECF No. 24), Defendant must process 500 pages a month, from June 1, 2022, to October 1, 2022.",
  ],
  ["a release", { releases: [RELEASE] }, "Defendant has made these releases"],
  [
    "a missed release",
    {
      events: [docketEvent("p", "productionSchedule", "2022-05-10", SCHEDULE)],
      missed: [{ eventId: "p", due: "2022-07-01" }],
    },
    "none is on record for these days: July 1, 2022.",
  ],
  [
    "a hearing",
    { events: [docketEvent("h", "hearing", "2022-08-12")] },
    "A hearing is set for August 12, 2022.",
  ],
  [
    "a brief",
    {
      events: [
        docketEvent("b", "briefDue", "2022-09-01", { what: "Defendant’s motion", by: "them" }),
      ],
    },
    "Defendant’s motion is due on September 1, 2022.",
  ],
];

describe("a joint status report [L66]", () => {
  test.each(ROWS)(
    "tells of %s where it is recorded, and nothing where it is not [L46]",
    (_row, details, says) => {
      expect(report(suitOnRecord(details)).text).toContain(says);
      const [sentence = ""] = says.split(/ (?:on|of|for) /u);
      const opening = sentence.startsWith("Defendant’s motion") ? "Defendant’s motion" : sentence;
      for (const suit of [null, suitOnRecord()]) expect(report(suit).text).not.toContain(opening);
    },
  );

  test("tells nothing of what was corrected away, was not delivered, is done or is over [L46]", () => {
    const events = [
      docketEvent("a", "answer", "2022-03-22"),
      docketEvent("gone", "other", null, {}, { correctsId: "a", isRetracted: true }),
      docketEvent("s", "service", null, { on: "agency", method: "hand" }),
      docketEvent("d", "statementDue", "2022-07-20", { ...DUE, isDone: true }),
      docketEvent("h", "hearing", "2022-07-01"),
      docketEvent("b", "briefDue", "2022-09-01", { what: "Reply", by: "us", isDone: true }),
    ];
    const { text, prose } = report(suitOnRecord({ events }));
    expect(text).not.toMatch(/answered|were served|Under the Court’s|hearing is set|Reply/u);
    expect(sourcedFieldsIn(prose)).toEqual([]);
  });

  test("of a suit that was dismissed tells no hearing or brief of before as set, and asks what still binds [L46] [L55]", () => {
    const events = [
      docketEvent("p", "productionSchedule", "2022-05-10", SCHEDULE),
      docketEvent("h", "hearing", "2022-08-12"),
      docketEvent("b", "briefDue", "2022-09-01", { what: "Reply", by: "us" }),
      docketEvent("x", "dismissal", "2022-06-15", { how: "stipulation", extent: "all" }),
    ];
    const { text } = report(suitOnRecord({ events }));
    expect(text).not.toMatch(/hearing is set|Reply/u);
    expect(text).toContain("[Whether this still binds after the suit ended, or delete it.]");
  });

  test("is made for the earliest report that is asked for, and says for many missed months how many they are", () => {
    const later = { ...DUE, orderNumber: "31", orderedOn: "2022-07-01" };
    const events = [
      docketEvent("d", "statementDue", "2022-07-20", DUE),
      docketEvent("e", "statementDue", "2022-09-01", later),
      docketEvent("p", "productionSchedule", "2021-01-10", { ...SCHEDULE, firstOn: "2021-01-01" }),
    ];
    const missed = Array.from({ length: 20 }, (_, month) => ({
      eventId: "p",
      due: `${2021 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`,
    }));
    const { text } = report(suitOnRecord({ events, missed }));
    expect(text).toContain("Under the Court’s order of May 10, 2022 (ECF No. 24), ");
    expect(text).toContain("20 days from January 1, 2021 to August 1, 2022.");
  });

  test("leaves the attestation that the other side concurs to who files, in the court’s words [L26] [L46]", () => {
    const { text } = report(null);
    expect(text).toMatch(
      /\[Once counsel of the other side has agreed to the filing: .*each of the other signatories/u,
    );
    expect(text.indexOf("[Once counsel")).toBeGreaterThan(text.indexOf("Respectfully"));
  });

  test("tells of the requests that the lawsuit enforces alone, with the agency’s numbers", () => {
    const known = { ...filedRequest([]), trackingNumbers: ["2021-ICFO-1"] };
    expect(report(suitOnRecord(), [known]).text).toContain("tracking number 2021-ICFO-1");
    expect(report(suitOnRecord()).text).not.toContain("This action concerns");
    expect(report(suitOnRecord(), [{ ...known, trackingNumbers: [] }]).text).not.toContain(
      "tracking number",
    );
  });

  test("counts of a release only what its letter says", () => {
    const silent = { ...RELEASE, id: "r2", number: null, released: null, withheld: null };
    const { text } = report(suitOnRecord({ releases: [RELEASE, silent] }));
    expect(text).toMatch(/1\s+June 1, 2022\s+440\s+60/u);
    expect(text).toMatch(/unnumbered\s+June 1, 2022\s+\[not recorded\]\s+\[not recorded\]/u);
  });

  test("names the parties of the docket’s caption, and the matter’s where there is none", () => {
    const suit = suitOnRecord({ plaintiffs: ["Council"], defendants: ["DHS", "ICE"] });
    expect(report(suit).text).toContain(
      "Plaintiff Council and Defendants DHS and ICE submit this joint status report.",
    );
    expect(report(null).text).toContain("Plaintiffs Council and ILRC and Defendant ICE submit");
  });

  test("leaves the other side’s words, name and signature to it", () => {
    const { text } = report(null);
    expect(text).toContain("[To be given by counsel of the other side.]");
    expect(text).toContain("[/s/ and name of counsel of the other side");
    expect(text.indexOf("Counsel for Defendant")).toBeGreaterThan(text.indexOf("Respectfully"));
  });

  test("prints values that are noticed when the docket or the record changes [L35]", () => {
    const answer = docketEvent("a", "answer", "2022-03-22", {}, { number: "17" });
    const before = suitOnRecord({ events: [answer], releases: [RELEASE] });
    const { prose, sourced } = report(before);
    const changes = (suit: SuitOnRecord) =>
      staleFields(prose, { sourced }, sourcedValues([], suit, CALENDAR)).map(({ now }) => now);
    expect(changes(before)).toEqual([]);
    const corrected = docketEvent(
      "a2",
      "answer",
      "2022-03-23",
      {},
      { number: "17", correctsId: "a" },
    );
    expect(changes({ ...before, events: [answer, corrected] })).toEqual(["March 23, 2022"]);
    expect(changes({ ...before, releases: [] })).toEqual([null, null, null]);
  });

  test("is noticed to be outdated when the answer came, a brief was done, or a hearing is over [L35] [L46]", () => {
    const hearing = docketEvent("h", "hearing", "2022-08-12");
    const brief = docketEvent("b", "briefDue", "2022-09-01", { what: "Reply", by: "us" });
    const before = suitOnRecord({ answerDueOn: "2022-08-01", events: [hearing, brief] });
    const { prose, sourced } = report(before);
    const changes = (suit: SuitOnRecord) =>
      staleFields(prose, { sourced }, sourcedValues([], suit, CALENDAR)).map(({ now }) => now);
    expect(changes(before)).toEqual([]);
    const answer = docketEvent("a", "answer", "2022-07-10");
    expect(changes({ ...before, events: [hearing, brief, answer] })).toEqual([null]);
    const details = { what: "Reply", by: "us", isDone: true };
    const done = docketEvent("b2", "briefDue", "2022-09-01", details, { correctsId: "b" });
    expect(changes({ ...before, events: [hearing, brief, done] })).toEqual([null]);
    expect(changes({ ...before, today: "2022-08-13" })).toEqual([null]);
  });

  test("is checked as a paper in court, and for nothing that only a complaint pleads", () => {
    const { prose } = report(suitOnRecord());
    const letter = { ...SUIT_DETAILS.caption!, court: "Court of Appeals" };
    const found = courtPaperFindings(
      prose,
      { ...SUIT_DETAILS, caption: letter },
      "joint-status-report",
      "nd-cal",
    );
    expect(found.map(({ check }) => check)).toContain("wrong-court");
    expect(courtSectionFindings(prose, SUIT_DETAILS, "joint-status-report", "nd-cal")).toEqual([]);
  });
});
