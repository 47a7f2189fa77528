import { AGENCY_EVENT_DETAILS } from "#app/domain/agency-record/event.ts";
import { describe, expect, test } from "vitest";
import type { AgencyEvent } from "#app/domain/agency-record/event.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { timelineOf, type TimelineRecord } from "#app/domain/timeline/entries.ts";
import { timelineLayout } from "#app/domain/timeline/layout.ts";
import { timelineLine } from "#app/domain/timeline/lines.ts";

const nobody = { recordedById: "somebody", recordedAt: new Date(0), correctsId: null };
const letter = (over: Partial<AgencyEvent>): AgencyEvent =>
  ({
    id: "event",
    kind: "received",
    dated: null,
    sent: null,
    received: null,
    note: "Privileged words.",
    isRetracted: false,
    isInvented: false,
    details: { office: "FOIA office", isProper: true },
    ...nobody,
    ...over,
  }) as AgencyEvent;
const line = (over: Partial<DocketEvent>): DocketEvent =>
  ({
    id: "line",
    kind: "order",
    dated: "2022-03-01",
    number: "12",
    text: "Our own words on the order.",
    isRetracted: false,
    isInvented: false,
    details: { judge: null },
    ...nobody,
    ...over,
  }) as DocketEvent;

const record: TimelineRecord = {
  milestones: [
    {
      id: "memo",
      on: "2021-01-20",
      words: { en: "A memorandum", es: "Un memorando" },
      source: "Its page",
      sourceEs: "Su página",
      link: null,
    },
  ],
  papers: [
    {
      documentId: "request",
      kind: "request",
      name: { en: "Weekly reports", es: null },
      filedOn: "2021-09-09",
      events: [letter({ received: "2021-09-09", isInvented: true })],
    },
  ],
  suits: [
    {
      docketId: "suit",
      name: { en: "Council v. ICE", es: null },
      filedOn: "2022-01-11",
      events: [line({}), line({ id: "ours", kind: "feesDue", dated: "2022-05-01" })],
      enforces: ["request"],
    },
  ],
};
const options = {
  calendar: { closures: [], inaugurationDay: false },
  today: "2022-06-01",
  isPublic: false,
};

describe("the timeline of a matter", () => {
  test("goes from the first memo over requests, answers and suits to orders, in the order of the days", () => {
    const entries = timelineOf(record, options);
    expect(entries.map(({ on, lane, what }) => [on, lane, what.kind])).toEqual([
      ["2021-01-20", "memo", "milestone"],
      ["2021-09-09", "request", "filed"],
      ["2021-09-09", "agency", "agency"],
      ["2021-10-07", "agency", "due"],
      ["2022-01-11", "court", "suit"],
      ["2022-03-01", "court", "docket"],
      ["2022-05-01", "court", "docket"],
    ]);
  });

  test("marks what was made up for the demonstration, and what is counted from it", () => {
    const invented = timelineOf(record, options).filter(({ isInvented }) => isInvented);
    expect(invented.map(({ what }) => what.kind)).toEqual(["agency", "due"]);
  });

  test("[L1] shows a due date neither without a receipt nor where the record is impossible", () => {
    const [paper] = record.papers;
    const kinds = (events: readonly AgencyEvent[]) =>
      timelineOf({ ...record, papers: paper ? [{ ...paper, events }] : [] }, options).map(
        ({ what }) => what.kind,
      );
    expect(kinds([])).not.toContain("due");
    const impossible = [
      letter({ received: "2021-09-09" }),
      letter({
        id: "early",
        kind: "acknowledged",
        dated: "2021-08-01",
        details: AGENCY_EVENT_DETAILS.acknowledged.parse({}),
      } as Partial<AgencyEvent>),
    ];
    expect(kinds(impossible)).toContain("agency");
  });

  test("[embarrassment 10] tells the public of a docket's line its kind and number, and nothing that is only ours to do", () => {
    const entries = timelineOf(record, { ...options, isPublic: true });
    const said = JSON.stringify(entries);
    expect(said).not.toContain("Our own words");
    expect(said).not.toContain("Privileged");
    expect(said).not.toContain("feesDue");
    expect(entries.map(({ what }) => what.kind)).toContain("docket");
  });

  test("is said in words of either language", () => {
    const [memo, filed] = timelineOf(record, options);
    expect(memo && timelineLine(memo, "es")).toMatchObject({
      date: "20 de enero de 2021",
      what: "Un memorando",
      beside: ["Fuente: Su página"],
    });
    expect(filed && timelineLine(filed, "en")).toMatchObject({
      date: "September 9, 2021",
      what: "FOIA request",
      beside: ["Weekly reports"],
    });
  });

  test("is drawn so that no two marks of a row touch on the narrowest screen, and few ticks stand below", () => {
    const milestones = Array.from({ length: 60 }, (_, at) => ({
      id: String(at),
      on: `2021-${String((at % 12) + 1).padStart(2, "0")}-${String((at % 28) + 1).padStart(2, "0")}`,
      words: { en: "x", es: null },
      source: "y",
      sourceEs: null,
      link: null,
    }));
    const entries = timelineOf({ milestones, papers: [], suits: [] }, options);
    const layout = timelineLayout(entries, options.today);
    const [lane] = layout?.lanes ?? [];
    expect(lane?.marks).toHaveLength(60);
    for (const mark of lane?.marks ?? []) {
      const near = (lane?.marks ?? []).filter(
        (other) => other !== mark && other.row === mark.row && Math.abs(other.at - mark.at) < 8,
      );
      expect(near).toEqual([]);
      expect(mark.at).toBeGreaterThanOrEqual(0);
      expect(mark.at).toBeLessThanOrEqual(100);
    }
    expect(layout?.ticks.length).toBeLessThanOrEqual(6);
    expect(timelineLayout([], options.today)).toBeNull();
  });
});
