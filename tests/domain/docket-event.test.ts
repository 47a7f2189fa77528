import { describe, expect, test } from "vitest";
import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import { clock } from "#app/domain/foia-clock.ts";
import { deadlinesOf, suitDaysOf } from "#app/domain/docket-event/due.ts";
import { docketSheet, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { docketKindOf, type DocketEventKind } from "#app/domain/docket-event/kinds/index.ts";
import { expectedProductions } from "#app/domain/docket-event/releases.ts";

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
    isInvented: false,
    recordedById: "staff",
    recordedAt: new Date(made),
    ...over,
    details: docketKindOf(kind).details.parse(details),
  } as DocketEvent;
}
/** Deadlines of a suit on a day before any of the releases and hearings below. */
function suitDeadlines(filedOn: string | null, events: DocketEvent[], over: object = {}) {
  const suit = { filedOn, answerDueOn: null, defendants: [], events, productions: [], ...over };
  return deadlinesOf(suit, CALENDAR, "2022-01-01");
}
const served = (on: string, dated: string) =>
  line("service", dated, { on, method: "certified-mail" });

describe("what is due in a lawsuit", () => {
  test("[L37] service on each of the three is due 90 days after the complaint, until it is made", () => {
    const due = suitDeadlines("2022-01-11", [served("usAttorney", "2022-01-20")]);
    const service = due.filter(({ key }) => key.startsWith("service-"));
    expect(service.map(({ isDone }) => isDone).filter(Boolean)).toHaveLength(1);
    expect(new Set(service.map((one) => one.due))).toEqual(new Set(["2022-04-11"]));
  });

  test("[L38] the answer counts from the U.S. attorney, and the agency's day stands beside it", () => {
    const lines = [served("usAttorney", "2022-01-20"), served("agency", "2022-01-25")];
    const [answer] = suitDeadlines(null, lines);
    expect(answer).toMatchObject({
      key: "answer",
      due: "2022-02-22",
      orElse: "2022-02-24",
      by: "them",
    });
  });

  test("[L38] no second day for the answer is given where both were served on one day", () => {
    const lines = [served("usAttorney", "2022-01-20"), served("agency", "2022-01-20")];
    expect(suitDeadlines(null, lines)[0]).toMatchObject({ due: "2022-02-22", orElse: null });
  });

  test("[L38] service on the agency alone starts nothing, and an order overrides with its number", () => {
    expect(suitDeadlines(null, [served("agency", "2022-01-25")])).toEqual([]);
    const ordered = line("answerOrdered", "2022-02-10", { until: "2022-03-15", orderNumber: "14" });
    const [answer] = suitDeadlines(null, [served("usAttorney", "2022-01-20"), ordered]);
    expect(answer).toMatchObject({ due: "2022-03-15", orElse: null });
    expect(answer?.why).toContain("No. 14");
  });

  test("[L39] fees are due 14 days after judgment, rolled off a weekend", () => {
    const [fees] = suitDeadlines(null, [line("judgment", "2023-06-03", { noAppeal: true })]);
    expect(fees).toMatchObject({ due: "2023-06-20", by: "us" });
  });

  test("[L39] an order’s day for fees stands in place of the rule’s", () => {
    const judgment = line("judgment", "2023-06-05");
    const ordered = line("feesDue", "2023-06-05", { until: "2023-07-31", orderNumber: "60" });
    const fees = suitDeadlines(null, [judgment, ordered]).filter(({ kind }) => kind === "fees");
    expect(fees).toMatchObject([{ kind: "fees", due: "2023-07-31", why: "By order No. 60." }]);
  });

  test("[L38] a day that somebody typed for the answer is repeated, until service is recorded", () => {
    const typed = { answerDueOn: "2022-03-01" };
    expect(suitDeadlines(null, [], typed)).toMatchObject([{ key: "answer", due: "2022-03-01" }]);
    const lines = [served("usAttorney", "2022-01-20")];
    expect(suitDeadlines(null, lines, typed)).toMatchObject([{ due: "2022-02-22" }]);
  });

  test("a hearing of yesterday is over, and one of today is not", () => {
    const [hearing] = suitDeadlines(null, [line("hearing", "2021-12-31")]);
    expect(hearing).toMatchObject({ isDone: true });
    expect(suitDeadlines(null, [line("hearing", "2022-01-01")])[0]).toMatchObject({
      isDone: false,
    });
  });

  test("what rests on an invented entry says so", () => {
    const invented = { ...served("usAttorney", "2022-01-20"), isInvented: true };
    const due = suitDeadlines("2022-01-11", [invented]);
    expect(due.map(({ key, isInvented }) => [key, isInvented])).toEqual([
      ["answer", true],
      ["service-usAttorney", true],
      ["service-attorneyGeneral", false],
      ["service-agency", false],
    ]);
  });

  test("what was corrected or retracted is not due", () => {
    const hearing = line("hearing", "2022-05-01");
    const moved = line("hearing", "2022-05-09", {}, { correctsId: hearing.id });
    expect(suitDeadlines(null, [hearing, moved]).map(({ due }) => due)).toEqual(["2022-05-09"]);
    const gone = line("hearing", "2022-05-09", {}, { correctsId: moved.id, isRetracted: true });
    expect(suitDeadlines(null, [hearing, moved, gone])).toEqual([]);
  });

  test("the clock of a request takes the days of its suit", () => {
    expect(suitDaysOf("2022-01-11", [served("usAttorney", "2022-01-20")])).toEqual({
      filedOn: "2022-01-11",
      dismissedOn: null,
      served: [{ on: "usAttorney", received: "2022-01-20" }],
      answerOrdered: null,
    });
  });

  test("[L38] an order whose day is not recorded keeps the clock of its request whole", () => {
    const until = "2022-06-15";
    const ordered = line("answerOrdered", null, { until, orderNumber: "14" });
    const suit = suitDaysOf("2022-01-11", [served("usAttorney", "2022-01-20"), ordered]);
    expect(suit.answerOrdered).toEqual({ dated: null, until, number: "14" });
    const dates = clock(
      clockRecordOf({ filedOn: "2021-09-01" }, [], [suit]),
      CALENDAR,
      "2022-03-01",
    );
    expect(dates).toMatchObject({ answerDue: { date: until, why: "By order No. 14." } });
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
      came.map((dated) => ({ dated, pages: 500 })),
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

  test("a release of before the order answers nothing, and one in two parts answers once", () => {
    expect(states(["2022-01-20"], "2022-03-02")[0]).toEqual(["2022-03-01", "missed"]);
    const pages = [
      { dated: "2022-02-20", pages: 300 },
      { dated: "2022-03-01", pages: 150 },
    ];
    expect(expectedProductions([schedule], pages, "2022-03-02")).toMatchObject([
      { state: "came", came: "2022-02-20", pages: 500, pagesCame: 450 },
      { state: "to-come", pagesCame: null },
    ]);
  });

  test("the last release may come late, and is then no longer missed", () => {
    const once = line("productionSchedule", "2022-02-01", {
      firstOn: "2022-03-01",
      lastOn: "2022-03-01",
    });
    const came = [{ dated: "2022-07-01", pages: null }];
    expect(expectedProductions([once], came, "2022-08-01")).toMatchObject([
      { due: "2022-03-01", state: "late", came: "2022-07-01", pagesCame: null },
    ]);
  });

  test("[L36] are compared with nothing where the docket names no request: none is called missed", () => {
    expect(expectedProductions([schedule], null, "2022-03-02")[0]?.state).toBe("unknown");
    const suit = {
      filedOn: null,
      answerDueOn: null,
      defendants: [],
      events: [schedule],
      productions: null,
    };
    expect(deadlinesOf(suit, CALENDAR, "2022-03-02").map(({ due }) => due)).toEqual(["2022-04-01"]);
  });

  test("a missed one is due from them until it comes", () => {
    const due = deadlinesOf(
      { filedOn: null, answerDueOn: null, defendants: [], events: [schedule], productions: [] },
      CALENDAR,
      "2022-03-02",
    );
    expect(due[0]).toMatchObject({ kind: "release", due: "2022-03-01", by: "them", isDone: false });
  });

  test.each([
    ["with all pages", [500], [0]],
    ["with too few, until a later one makes up for it", [450], [50]],
    ["with too few, of which the next brings some", [450, 530], [20, 0]],
    ["with too few, made up for by the next", [450, 550], [0, 0]],
    ["with too few, and the next with as many as it must have", [450, 500], [50, 0]],
    ["[L73] with too few, and of the next no letter says how many", [450, null], [50, 0]],
    [
      "[L73] with too few, made up for later, past one that no letter counts",
      [450, null, 550],
      [0, 0, 0],
    ],
    ["of which no letter says how many", [null], [0]],
  ])("one that came %s is done or not", (_what, pages, missing) => {
    const came = pages.map((count, at) => ({ dated: `2022-0${at + 3}-01`, pages: count }));
    const today = `2022-0${pages.length + 2}-02`;
    const found = expectedProductions([schedule], came, today).slice(0, pages.length);
    expect(found.map((release) => release.missing)).toEqual(missing);
    const suit = {
      filedOn: null,
      answerDueOn: null,
      defendants: [],
      events: [schedule],
      productions: came,
    };
    const due = deadlinesOf(suit, CALENDAR, today).slice(0, pages.length);
    expect(due.map(({ isDone }) => isDone)).toEqual(missing.map((count) => count === 0));
    const [first] = due;
    expect(first?.what).toBe(
      missing[0] === 0
        ? "The agency’s release of 500 pages"
        : `The agency’s release of 500 pages: ${missing[0]} pages are missing`,
    );
  });

  test("[L73] of several letters one of which doesn't count, the pages are at least the others'", () => {
    const came = [
      { dated: "2022-03-01", pages: 300 },
      { dated: "2022-03-01", pages: null },
    ];
    expect(expectedProductions([schedule], came, "2022-03-02")[0]).toMatchObject({
      pagesCame: 300,
      isAtLeast: true,
      missing: 0,
    });
  });

  test("the last one of a schedule is what remains, and is not counted", () => {
    const ends = line("productionSchedule", "2022-02-01", {
      pagesAMonth: 500,
      firstOn: "2022-03-01",
      lastOn: "2022-03-01",
    });
    const came = [{ dated: "2022-03-01", pages: 12 }];
    expect(expectedProductions([ends], came, "2022-03-02")[0]?.missing).toBe(0);
  });

  test("the day itself is no day after: nothing is missed on it", () => {
    expect(states([], "2022-03-01")).toEqual([["2022-03-01", "to-come"]]);
    expect(states([], "2022-03-02")[0]).toEqual(["2022-03-01", "missed"]);
  });
});

test("a docket sheet reads from top to bottom, by day and then by number", () => {
  const sheet = docketSheet([
    line("paper", "2022-01-11", {}, { number: "2-10" }),
    line("paper", "2022-01-11", {}, { number: "2-1" }),
    line("paper", "2022-01-11", {}, { number: "2" }),
    line("paper", "2022-01-11", {}, { number: "1" }),
    line("order", "2021-12-01", {}, { number: "10" }),
  ]);
  expect(sheet.map(({ number }) => number)).toEqual(["10", "1", "2", "2-1", "2-10"]);
});
