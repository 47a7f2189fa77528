import { describe, expect, test } from "vitest";
import { expectedProductions, suitDaysOf, suitDeadlines } from "#app/domain/docket-event/due.ts";
import {
  DOCKET_EVENT_DETAILS,
  docketSheet,
  type DocketEvent,
  type DocketEventKind,
} from "#app/domain/docket-event/event.ts";
import { importedEntries, IMPORT_LIMITS } from "#app/domain/docket-event/import.ts";

const CALENDAR = { closures: [], inaugurationDay: false };
let made = 0;
function line(
  kind: DocketEventKind,
  dated: string | null,
  details: object = {},
  over: object = {},
) {
  made += 1;
  return {
    id: `line-${made}`,
    kind,
    dated,
    number: null,
    text: `${kind} ${made}`,
    correctsId: null,
    isRetracted: false,
    recordedById: "staff",
    recordedAt: new Date(made),
    ...over,
    details: DOCKET_EVENT_DETAILS[kind].parse(details),
  } as DocketEvent;
}
const served = (on: string, dated: string) =>
  line("service", dated, { on, method: "certified-mail" });

describe("what is due in a lawsuit", () => {
  test("[L37] service on each of the three is due 90 days after the complaint, until it is made", () => {
    const due = suitDeadlines("2022-01-11", [served("usAttorney", "2022-01-20")], CALENDAR);
    const service = due.filter(({ key }) => key.startsWith("service-"));
    expect(service.map(({ isDone }) => isDone).filter(Boolean)).toHaveLength(1);
    expect(new Set(service.map((one) => one.due))).toEqual(new Set(["2022-04-11"]));
  });

  test("[L38] the answer counts from the U.S. attorney, and the agency's day stands beside it", () => {
    const lines = [served("usAttorney", "2022-01-20"), served("agency", "2022-01-25")];
    const [answer] = suitDeadlines(null, lines, CALENDAR);
    expect(answer).toMatchObject({
      key: "answer",
      due: "2022-02-22",
      orElse: "2022-02-24",
      by: "them",
    });
  });

  test("[L38] service on the agency alone starts nothing, and an order overrides with its number", () => {
    expect(suitDeadlines(null, [served("agency", "2022-01-25")], CALENDAR)).toEqual([]);
    const ordered = line("answerOrdered", "2022-02-10", { until: "2022-03-15", orderNumber: "14" });
    const [answer] = suitDeadlines(null, [served("usAttorney", "2022-01-20"), ordered], CALENDAR);
    expect(answer).toMatchObject({ due: "2022-03-15", orElse: null });
    expect(answer?.why).toContain("No. 14");
  });

  test("[L39] fees are due 14 days after judgment, rolled off a weekend", () => {
    const [fees] = suitDeadlines(null, [line("judgment", "2023-06-03")], CALENDAR);
    expect(fees).toMatchObject({ due: "2023-06-20", by: "us" });
  });

  test("what was corrected or retracted is not due", () => {
    const hearing = line("hearing", "2022-05-01");
    const moved = line("hearing", "2022-05-09", {}, { correctsId: hearing.id });
    expect(suitDeadlines(null, [hearing, moved], CALENDAR).map(({ due }) => due)).toEqual([
      "2022-05-09",
    ]);
    const gone = line("hearing", "2022-05-09", {}, { correctsId: moved.id, isRetracted: true });
    expect(suitDeadlines(null, [hearing, moved, gone], CALENDAR)).toEqual([]);
  });

  test("the clock of a request takes the days of its suit", () => {
    expect(suitDaysOf("2022-01-11", [served("usAttorney", "2022-01-20")])).toEqual({
      filedOn: "2022-01-11",
      served: [{ on: "usAttorney", received: "2022-01-20" }],
      answerOrdered: null,
    });
  });
});

describe("[L39] releases that an order asks for", () => {
  const schedule = line("productionSchedule", "2022-02-01", {
    pagesAMonth: 500,
    firstOn: "2022-03-01",
    dayOfMonth: 1,
  });
  const states = (came: string[], today: string) =>
    expectedProductions(
      [schedule],
      came.map((dated) => ({ dated })),
      today,
    ).map(({ due, state }) => [due, state]);

  test("are compared with what came", () => {
    expect(states(["2022-03-01", "2022-04-12"], "2022-05-15")).toEqual([
      ["2022-03-01", "came"],
      ["2022-04-01", "late"],
      ["2022-05-01", "missed"],
      ["2022-06-01", "to-come"],
    ]);
  });

  test("the day itself is no day after: nothing is missed on it", () => {
    expect(states([], "2022-03-01")).toEqual([["2022-03-01", "to-come"]]);
    expect(states([], "2022-03-02")[0]).toEqual(["2022-03-01", "missed"]);
  });
});

test("a docket sheet reads from top to bottom, by day and then by number", () => {
  const sheet = docketSheet([
    line("paper", "2022-01-11", {}, { number: "2" }),
    line("paper", "2022-01-11", {}, { number: "1" }),
    line("order", "2021-12-01", {}, { number: "10" }),
  ]);
  expect(sheet.map(({ number }) => number)).toEqual(["10", "1", "2"]);
});

describe("entries that are pasted as text", () => {
  test("keep their numbers, days and words, in columns and in lines", () => {
    const pasted =
      "Date Filed\t#\tDocket Text\n01/11/2022\t1\tCOMPLAINT against ICE.\n(Entered: 01/11/2022)\n\n2 01/12/2022 Summons issued.\n01/13/2022 Case assigned.";
    expect(importedEntries(pasted)).toEqual([
      { number: "1", dated: "2022-01-11", text: "COMPLAINT against ICE. (Entered: 01/11/2022)" },
      { number: "2", dated: "2022-01-12", text: "Summons issued." },
      { number: null, dated: "2022-01-13", text: "Case assigned." },
    ]);
  });

  test("a day that is none is left with the words, and nothing is unbounded", () => {
    expect(importedEntries("13/45/2022 1 Order")).toEqual([
      { number: null, dated: null, text: "13/45/2022 1 Order" },
    ]);
    const many = importedEntries("01/11/2022 1 a\n".repeat(5_000));
    expect(many).toHaveLength(IMPORT_LIMITS.entries);
  });
});
