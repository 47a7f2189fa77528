import { describe, expect, it } from "vitest";
import { holidaysOf } from "#app/domain/clock/calendar.ts";
import {
  clock,
  isRefused,
  type Clock,
  type ClockEvent,
  type ClockRecord,
} from "#app/domain/foia-clock.ts";

const PLAIN = { closures: [], inaugurationDay: false };
const LATE = "2030-01-01";

function read(record: ClockRecord, today = LATE): Clock {
  const answer = clock(record, PLAIN, today);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

function refused(record: ClockRecord, today = LATE): Readonly<Record<string, string>> {
  const answer = clock(record, PLAIN, today);
  return isRefused(answer) ? (answer.fields ?? {}) : {};
}

/** Received on a Thursday; the determination is due on Friday, October 22, 2021. */
const received = (...events: readonly ClockEvent[]): ClockRecord => ({
  receivedProper: "2021-09-23",
  events,
});

type Days = { sent?: string; received?: string };
const determined = (dated: string, more: object = {}): ClockEvent => ({
  kind: "determined",
  dated,
  ...more,
});
const appealed = (sent: string, more: object = { received: sent }): ClockEvent => ({
  kind: "appealed",
  sent,
  ...more,
});
const decided = (dated: string, more: object = {}): ClockEvent => ({
  kind: "appealDecided",
  dated,
  ...more,
});
const suit = (dated: string): ClockEvent => ({ kind: "suitFiled", dated });

const sentencesOf = ({ warnings }: Clock, about: string) =>
  warnings.filter((it) => it.about === about).map(({ sentence }) => sentence);

/** The state and since when, with the other answer where there is one. */
function answersOf({ exhaustion: { state, since, alternative } }: Clock) {
  const of = (it: { state: string; since: string | null }) =>
    it.since === null ? it.state : `${it.state} since ${it.since}`;
  return alternative ? [of({ state, since }), of(alternative)] : [of({ state, since })];
}

describe("the day on which a determination is due", () => {
  it.each<[string, ClockEvent[], string[]]>([
    ["a suit on it is too early", [suit("2021-10-22")], ["open"]],
    [
      "a suit the day after is not",
      [suit("2021-10-23")],
      ["constructively exhausted since 2021-10-23"],
    ],
    [
      "a letter sent on it is in time",
      [determined("2021-10-22", { sent: "2021-10-22" })],
      ["must appeal since 2021-10-22"],
    ],
  ])("[L13] %s", (_, events, answers) => {
    const found = read(received(...events));
    expect(answersOf(found)).toEqual(answers);
    expect(sentencesOf(found, "determination")).toEqual([]);
  });

  it.each<[string, Days, string | null, number]>([
    ["sent on it", { sent: "2021-10-22", received: "2021-10-25" }, null, 0],
    ["that arrived on it", { received: "2021-10-22" }, null, 0],
    ["that arrived the day after", { received: "2021-10-23" }, "2027-10-22", 1],
    ["sent the day after", { sent: "2021-10-23" }, "2027-10-22", 1],
  ])("[L15] [L47] a letter %s", (_, days, limitations, warned) => {
    const found = read(received(determined("2021-10-20", days)));
    expect(found.limitations).toBe(limitations);
    expect(sentencesOf(found, "determination")).toHaveLength(warned);
    // No determination of the whole: of a part, or one that does not say why.
    for (const more of [{ part: "Item 1" }, { statesReasonsAndAppeal: false }]) {
      expect(read(received(determined("2021-10-20", { ...days, ...more }))).limitations).toBe(
        "2027-10-22",
      );
    }
  });

  it("[L7] [L13] a letter without its reasons and the right to appeal is told to be none", () => {
    const letter = determined("2021-10-20", { statesReasonsAndAppeal: false });
    expect(sentencesOf(read(received(letter)), "determination")).toEqual([
      "The letter of 2021-10-20 does not state its reasons and the right to appeal, so it is no determination (5 U.S.C. 552(a)(6)(A)(i); CREW v. FEC, 711 F.3d 180).",
    ]);
  });

  it("[L8] [L13] what is decided beside the records after it is late for nothing", () => {
    const denied = determined("2021-11-01", { part: "fee waiver" });
    expect(sentencesOf(read(received(denied)), "determination")).toEqual([]);
  });

  it("[L13] of two letters the later counts, in whatever order they were recorded", () => {
    const letters = [determined("2021-11-05"), determined("2021-10-20"), determined("2021-11-01")];
    expect(answersOf(read(received(...letters)))).toEqual(["must appeal since 2021-11-05"]);
    expect(answersOf(read(received(...letters.toReversed())))).toEqual([
      "must appeal since 2021-11-05",
    ]);
  });
});

describe("a complaint of January 11, 2022, and the letters about it", () => {
  const filed = suit("2022-01-11");
  const MISSED = "constructively exhausted since 2021-10-23";
  const known = { sent: "2021-10-20", received: "2021-10-21" };
  const affirmed = decided("2021-11-20", { sent: "2021-11-20", received: "2021-11-20" });

  it.each<[string, ClockEvent[], string[], string?]>([
    [
      "dated on its day, and known by that alone",
      [determined("2022-01-11")],
      ["must appeal since 2022-01-11", MISSED],
      "Of the determination of 2022-01-11 its own date alone is recorded. If it was sent on 2022-01-11, the day of the complaint, or later: a determination was due by 2021-10-22 at the latest, and none was made (5 U.S.C. 552(a)(6)(C)(i)).",
    ],
    ["written and sent on its day", [determined("2022-01-11", { sent: "2022-01-11" })], [MISSED]],
    ["of the day after", [determined("2022-01-12")], [MISSED]],
    [
      "sent the day before, and received on its day",
      [determined("2022-01-10", { sent: "2022-01-10", received: "2022-01-11" })],
      ["must appeal since 2022-01-10", MISSED],
      "The determination of 2022-01-10 reached us on 2022-01-11, not before the complaint of 2022-01-11. If that day counted: a determination was due",
    ],
    [
      "sent the day before, and received on a day that nobody recorded",
      [determined("2022-01-10", { sent: "2022-01-10" })],
      ["must appeal since 2022-01-10"],
    ],
    [
      "that arrived on its day, sent nobody knows when",
      [determined("2022-01-07", { received: "2022-01-11" })],
      [MISSED, "must appeal since 2022-01-07"],
      "The determination of 2022-01-07 arrived on 2022-01-11, not before the complaint of 2022-01-11. If its own date counted: a determination of 2022-01-07 stands",
    ],
    [
      "sent on its day",
      [determined("2022-01-07", { sent: "2022-01-11" })],
      [MISSED, "must appeal since 2022-01-07"],
      "The determination of 2022-01-07 was sent on 2022-01-11, not before",
    ],
    [
      "known by its date alone, but appealed the day before",
      [determined("2022-01-07"), appealed("2022-01-10")],
      ["appeal pending since 2022-01-10"],
    ],
    [
      "known by its date alone, and appealed on its day",
      [determined("2022-01-07"), appealed("2022-01-11")],
      ["appeal pending since 2022-01-11", MISSED],
    ],
    [
      "known by its date alone, and appealed the day after",
      [determined("2022-01-07"), appealed("2022-01-12")],
      ["must appeal since 2022-01-07", MISSED],
    ],
    [
      "known by its date alone, after another one that was not appealed either",
      [determined("2021-10-20", known), determined("2022-01-07")],
      ["must appeal since 2022-01-07"],
    ],
    [
      "mailed after it, and another one before that was not appealed either",
      [determined("2021-10-20", known), determined("2022-01-07", { sent: "2022-01-14" })],
      ["must appeal since 2021-10-20"],
    ],
    [
      "known by its date alone, after another one that was decided on appeal",
      [determined("2021-10-20", known), appealed("2021-10-25"), affirmed, determined("2022-01-07")],
      ["must appeal since 2022-01-07", "exhausted since 2021-11-20"],
    ],
    [
      "mailed after it, and another one before that was decided on appeal",
      [
        determined("2021-10-20", known),
        appealed("2021-10-25"),
        affirmed,
        determined("2022-01-07", { sent: "2022-01-14" }),
      ],
      ["exhausted since 2021-11-20", "must appeal since 2022-01-07"],
    ],
    [
      "dated before another one that came, and mailed after it",
      [
        determined("2021-10-20", { sent: "2022-01-14" }),
        determined("2021-12-01", { sent: "2021-12-01", received: "2021-12-02" }),
      ],
      ["must appeal since 2021-12-01"],
    ],
  ])("[L47] a determination %s", (_, events, answers, why) => {
    const found = read(received(filed, ...events));
    expect(answersOf(found)).toEqual(answers);
    if (why !== undefined) expect(found.exhaustion.alternative?.why).toContain(why);
  });

  it.each<[string, Days, number]>([
    ["sent before it", { sent: "2022-01-10" }, 0],
    ["sent on its day", { sent: "2022-01-11" }, 0],
    ["sent after it", { sent: "2022-01-12" }, 1],
  ])("[L13] a determination %s", (_, days, told) => {
    const { warnings } = read(received(filed, determined("2022-01-10", days)));
    expect(
      warnings.filter(({ sentence }) => sentence.includes("revives no duty to appeal")),
    ).toHaveLength(told);
  });

  it("[L13] a determination before it and one after it: it is told that the second revives nothing", () => {
    const letters = [determined("2021-10-20", known), determined("2022-01-20")];
    const found = read(received(filed, ...letters));
    expect(answersOf(found)).toEqual(["must appeal since 2021-10-20"]);
    expect(sentencesOf(found, "determination")).toEqual([
      "A determination that came after the complaint was filed revives no duty to appeal.",
    ]);
  });

  const answer = determined("2021-10-20", known);
  const PENDING = "appeal pending since 2021-12-20";
  it.each<[string, ClockEvent[], string[], string?]>([
    ["none", [], [PENDING]],
    ["one written and sent on its day", [decided("2022-01-11", { sent: "2022-01-11" })], [PENDING]],
    [
      "one that closed it, mailed after",
      [decided("2022-01-07", { sent: "2022-01-14", result: "closed" })],
      [PENDING],
    ],
    [
      "one that arrived after",
      [decided("2022-01-07", { received: "2022-01-14" })],
      [PENDING, "exhausted since 2022-01-07"],
      "The decision of 2022-01-07 on the appeal arrived on 2022-01-14, not before the complaint of 2022-01-11. If its own date counted: the appeal was decided on 2022-01-07.",
    ],
    [
      "a remand that was mailed after",
      [decided("2022-01-07", { sent: "2022-01-14", result: "remanded" })],
      [PENDING, "open since 2022-01-07"],
      "The decision of 2022-01-07 on the appeal was sent on 2022-01-14, not before the complaint of 2022-01-11. If its own date counted: the appeal was remanded on 2022-01-07; a determination is due anew by 2022-02-07.",
    ],
    [
      "one before it, and a further one after",
      [
        decided("2022-01-05", { sent: "2022-01-05" }),
        decided("2022-01-09", { sent: "2022-01-14" }),
      ],
      ["exhausted since 2022-01-05"],
    ],
  ])("[L47] [L49] the decision on an appeal: %s", (_, events, answers, why) => {
    const found = read(received(filed, answer, appealed("2021-12-20"), ...events));
    expect(answersOf(found)).toEqual(answers);
    if (why !== undefined) expect(found.exhaustion.alternative?.why).toBe(why);
  });

  it.each<[string, string | null]>([
    ["2022-01-10", "2022-01-10"],
    ["2022-01-11", "2022-01-11"],
    ["2022-01-12", null],
  ])("[L13] [L50] an appeal of silence that was sent on %s", (sent, counted) => {
    const { whole, exhaustion } = read(received(filed, appealed(sent)));
    expect(whole.appeal?.sent ?? null).toBe(counted);
    expect(exhaustion.state).toBe("constructively exhausted");
    expect(whole.isAppealTimeOver).toBe(false);
  });
});

describe("the last day of an appeal", () => {
  // 90 working days after October 20, 2021 end on March 3, 2022; 90 days of the calendar on January 18.
  const letter = (appealUntil?: string) =>
    determined("2021-10-20", { sent: "2021-10-20", received: "2021-10-20", appealUntil });

  it.each<[string | undefined, string, boolean, string]>([
    [
      undefined,
      "2022-03-03",
      false,
      "90 working days after the date of the response, until 11:59:59 p.m. Eastern.",
    ],
    [
      "2022-03-03",
      "2022-03-03",
      false,
      "90 working days after the date of the response, until 11:59:59 p.m. Eastern.",
    ],
    [
      "2022-03-04",
      "2022-03-03",
      false,
      "90 working days after the date of the response, until 11:59:59 p.m. Eastern; the letter states 2022-03-04, which is later.",
    ],
    [
      "2022-03-02",
      "2022-03-02",
      false,
      "The agency’s letter states 2022-03-02, which is earlier than the 90 working days of the regulation (2022-03-03); the earlier day is kept.",
    ],
    ["2022-01-18", "2022-01-18", false, "The agency’s letter states 2022-01-18, which is earlier"],
    ["2022-01-17", "2022-01-17", true, "The agency’s letter states 2022-01-17, which is earlier"],
  ])("[L11] where the letter states %s is %s", (stated, date, isBelowFloor, why) => {
    const { appealUntil } = read(received(letter(stated)));
    expect(appealUntil).toMatchObject({ date, isBelowFloor });
    expect(appealUntil?.why).toContain(why);
  });

  it.each([
    ["2022-03-03", false, "an appeal can be sent until 2022-03-03"],
    ["2022-03-04", true, "The time to appeal is over"],
  ])("[L11] on %s", (today, isOver, why) => {
    const { whole, exhaustion } = read(received(letter()), today);
    expect(whole.isAppealTimeOver).toBe(isOver);
    expect(exhaustion.why).toContain(why);
  });

  const PENDING = "appeal pending since";
  it.each<[string, string | undefined, string, string[]]>([
    ["on the day of its letter", undefined, "2021-10-20", [`${PENDING} 2021-10-20`]],
    ["on the last day", undefined, "2022-03-03", [`${PENDING} 2022-03-03`]],
    ["the day after", undefined, "2022-03-04", ["must appeal since 2021-10-20"]],
    ["on the letter's last day", "2022-02-01", "2022-02-01", [`${PENDING} 2022-02-01`]],
    [
      "the day after the letter's",
      "2022-02-01",
      "2022-02-02",
      ["must appeal since 2021-10-20", `${PENDING} 2022-02-02`],
    ],
    [
      "on the regulation's, after the letter's",
      "2022-02-01",
      "2022-03-03",
      ["must appeal since 2021-10-20", `${PENDING} 2022-03-03`],
    ],
    ["after both", "2022-02-01", "2022-03-04", ["must appeal since 2021-10-20"]],
    [
      "on the letter's, after the regulation's",
      "2022-04-01",
      "2022-04-01",
      ["must appeal since 2021-10-20", `${PENDING} 2022-04-01`],
    ],
    [
      "after both, the letter's later",
      "2022-04-01",
      "2022-04-02",
      ["must appeal since 2021-10-20"],
    ],
  ])("[L48] an appeal that was sent %s", (_, stated, sent, answers) => {
    const found = read(received(letter(stated), appealed(sent)), sent);
    expect(answersOf(found)).toEqual(answers);
    const isLate = answers[0]?.startsWith("must") === true;
    expect(found.whole.isAppealTimeOver).toBe(isLate);
    expect(found.whole.appeal).toEqual({ sent, isArrivalKnown: true, isDecided: false });
    expect(sentencesOf(found, "appeal")).toEqual(
      isLate
        ? [`The appeal was sent on ${sent}, after its last day, ${found.appealUntil?.date}.`]
        : [],
    );
  });

  it("[L48] a late appeal within the regulation's time that was closed has no other answer", () => {
    const events = [
      letter("2022-02-01"),
      appealed("2022-02-10"),
      decided("2022-02-20", { result: "closed" }),
    ];
    expect(answersOf(read(received(...events), "2022-02-21"))).toEqual([
      "must appeal since 2021-10-20",
    ]);
  });

  it("[L13] the decision on it can be of the day on which it was sent, and ends what its time began", () => {
    const events = [letter(), appealed("2021-10-25", {}), decided("2021-10-25")];
    const { whole, exhaustion } = read(received(...events));
    expect(exhaustion).toMatchObject({ state: "exhausted", since: "2021-10-25" });
    expect(whole.appeal).toEqual({ sent: "2021-10-25", isArrivalKnown: false, isDecided: true });
    expect(whole.appealDecision).toBeNull();
  });

  it.each([
    [
      "closed",
      "The letter of 2021-11-05 on the appeal closed it without a decision. The appeal is to be decided by 2021-11-23.",
    ],
    [
      "in-litigation",
      "The letter of 2021-11-05 on the appeal left it to the court without a decision. The appeal is to be decided by 2021-11-23.",
    ],
  ])("[L48] tells of a letter that decides nothing: %s", (result, why) => {
    const events = [letter(), appealed("2021-10-25"), decided("2021-11-05", { result })];
    expect(read(received(...events), "2021-11-08").exhaustion.why).toBe(why);
  });

  it("[L12] the extension of one appeal does not extend a later one", () => {
    const longer: ClockEvent = { kind: "appealExtended", dated: "2021-11-10", workingDays: 10 };
    const first = [letter(), appealed("2021-10-25"), longer];
    expect(read(received(...first)).appealDecision?.due).toBe("2021-12-08");
    const second = [
      decided("2021-12-01", { result: "remanded" }),
      determined("2022-01-03"),
      appealed("2022-01-10"),
    ];
    expect(read(received(...first, ...second)).appealDecision).toMatchObject({
      due: "2022-02-08",
      dueBeforeExtension: "2022-02-08",
    });
    // Nor that of a part the whole.
    const ofPart = [
      letter(),
      determined("2021-10-20", { part: "fee waiver" }),
      appealed("2021-10-25"),
      { ...longer, part: "fee waiver" },
    ];
    expect(read(received(...ofPart)).whole.appealDecision?.due).toBe("2021-11-23");
  });

  it("[L12] an extension on the day on which the appeal arrived counts", () => {
    const longer: ClockEvent = { kind: "appealExtended", dated: "2021-10-25", workingDays: 10 };
    expect(read(received(letter(), appealed("2021-10-25"), longer)).appealDecision?.due).toBe(
      "2021-12-08",
    );
  });

  it("[L13] an appeal that names a part without a determination of its own is of the whole", () => {
    const events = [letter(), appealed("2021-10-25", { part: "Item 2" })];
    expect(answersOf(read(received(...events), "2021-10-26"))).toEqual([`${PENDING} 2021-10-25`]);
    const two = [...events, determined("2021-10-20", { part: "Item 1" })];
    const found = read(received(...two), "2021-10-26");
    expect(answersOf(found)).toEqual([`${PENDING} 2021-10-25`]);
    expect(found.parts[0]?.exhaustion.state).toBe("must appeal");
  });
});

describe("a question of the agency", () => {
  const asked = (dated: string): ClockEvent => ({ kind: "informationAsked", dated });
  const answered = (day: string): ClockEvent => ({ kind: "informationAnswered", received: day });
  const fees = (dated: string): ClockEvent => ({ kind: "feesAsked", dated });
  const paid = (day: string): ClockEvent => ({ kind: "feesAnswered", received: day });

  it.each<[string, ClockEvent[], string | null, number]>([
    [
      "answered on the day it was asked stops nothing",
      [asked("2021-10-04"), answered("2021-10-04")],
      "2021-10-22",
      0,
    ],
    [
      "answered the day after stops one day",
      [asked("2021-10-04"), answered("2021-10-05")],
      "2021-10-25",
      0,
    ],
    [
      "asked on the day the determination is due stops nothing",
      [asked("2021-10-22")],
      "2021-10-22",
      1,
    ],
    [
      "answered before the determination goes on from the answer",
      [asked("2021-10-04"), answered("2021-10-05"), determined("2021-10-15")],
      "2021-10-25",
      0,
    ],
    [
      "closed by the determination before our answer arrived goes on from the letter",
      [asked("2021-10-04"), determined("2021-10-05"), answered("2021-10-15")],
      "2021-10-25",
      0,
    ],
    [
      "closed by the determination of the day it was asked on stops nothing",
      [asked("2021-10-04"), determined("2021-10-04")],
      "2021-10-22",
      0,
    ],
    [
      "asked after the determination waits for an answer",
      [determined("2021-10-04"), asked("2021-10-05")],
      null,
      1,
    ],
    [
      "not closed by a letter that is no determination",
      [asked("2021-10-04"), determined("2021-10-05", { statesReasonsAndAppeal: false })],
      null,
      1,
    ],
    [
      "not closed by the determination of a part",
      [asked("2021-10-04"), determined("2021-10-05", { part: "Item 1" })],
      null,
      1,
    ],
    [
      "about fees, asked twice and answered once, stays stopped and open",
      [fees("2021-10-04"), fees("2021-10-05"), paid("2021-10-06")],
      null,
      1,
    ],
    [
      "about fees, asked twice and answered twice, is closed",
      [fees("2021-10-04"), fees("2021-10-06"), paid("2021-10-05"), paid("2021-10-07")],
      "2021-10-26",
      0,
    ],
    [
      "of the second time stops nothing, and waits for its own answer",
      [asked("2021-10-04"), asked("2021-10-05"), answered("2021-10-06")],
      "2021-10-26",
      1,
    ],
  ])("[L4] [L9] [L53] %s", (_, events, due, open) => {
    const found = read(received(...events));
    expect(found.due).toMatchObject({ latest: due, isStopped: due === null });
    expect(found.openQuestions).toHaveLength(open);
    expect(
      sentencesOf(found, "question").filter((it) => it.includes("after the determination")),
    ).toEqual([]);
  });

  it("[L4] sent after the due date is told to stop nothing", () => {
    expect(sentencesOf(read(received(asked("2021-10-23"))), "question")).toEqual([
      "The question of 2021-10-23 was sent after the determination was due on 2021-10-22, so it stops nothing.",
    ]);
    expect(sentencesOf(read({ events: [] }), "question")).toEqual([]);
  });

  it("[L53] of which we dispute that it was needed leaves the earlier day, its limit and what else was written", () => {
    const disputed = (dated: string): ClockEvent => ({
      kind: "feesAsked",
      dated,
      isDisputed: true,
    });
    const longer: ClockEvent = { kind: "extended", dated: "2021-10-20", workingDays: 3 };
    const found = read(received(disputed("2021-10-01"), disputed("2021-10-04"), longer));
    expect(found).toMatchObject({
      due: { earliest: "2021-10-27", latest: null, beforeExtension: { earliest: "2021-10-22" } },
      limitations: "2027-10-27",
    });
    expect(found.rangeWhy).toContain("If the questions of 2021-10-01 and 2021-10-04 were not");
    const soon = read(received(disputed("2021-10-04"), paid("2021-10-04")));
    expect(soon).toMatchObject({ rangeWhy: null, limitations: "2027-10-22" });
    expect(soon.exhaustion.alternative).toBeNull();
    expect(read(received(disputed("2021-10-04")), "2021-10-22").limitations).toBeNull();
  });

  it("[L14] [L53] shows on each day why it was not counted", () => {
    const why = (events: readonly ClockEvent[], date: string) =>
      read(received(...events)).days.find((day) => day.date === date);
    expect(why([asked("2021-10-04"), answered("2021-10-06")], "2021-10-05")).toEqual({
      date: "2021-10-05",
      counted: false,
      number: null,
      why: "Stopped: information asked 2021-10-04, answered 2021-10-06",
    });
    expect(why([fees("2021-10-04"), determined("2021-10-06")], "2021-10-06")?.why).toBe(
      "Stopped: fee clarification asked 2021-10-04, closed by the determination of 2021-10-06",
    );
    expect(read(received(fees("2021-10-04"))).days.at(-1)).toEqual({
      date: "2021-10-05",
      counted: false,
      number: null,
      why: "Stopped: fee clarification asked 2021-10-04, not answered yet",
    });
    expect(holidaysOf(2021).get("2021-12-31")).toBe("New Year’s Day, observed");
    expect(holidaysOf(2021).get("2021-01-01")).toBe("New Year’s Day");
  });
});

describe("an extension of an appeal", () => {
  it.each([
    [
      "sent late",
      { sent: "2021-11-30" },
      "was sent on 2021-11-30, after the decision on the appeal was due on 2021-11-29, so it moves nothing.",
    ],
    [
      "that arrived late",
      { received: "2021-11-30" },
      "reached us on 2021-11-30, after the decision on the appeal was due on 2021-11-29, and the day of its sending is not recorded: the notice may have been late, and then it moves nothing.",
    ],
  ])("[L12] [L5] %s is told of against the day of the decision", (_, days, said) => {
    const { warnings } = read(
      received(
        { kind: "determined", dated: "2021-10-20" },
        { kind: "appealed", sent: "2021-10-27", received: "2021-10-28" },
        { kind: "appealExtended", dated: "2021-11-24", workingDays: 5, ...days },
      ),
    );
    expect(warnings).toContainEqual({
      about: "extension",
      sentence: `The extension of 2021-11-24 ${said}`,
    });
  });
});

describe("an extension, an agreed day and the suit", () => {
  const extended = (more: object): ClockEvent => ({
    kind: "extended",
    dated: "2021-10-20",
    ...more,
  });

  it.each<[string, object, number, string[]]>([
    ["sent on the day that was due", { sent: "2021-10-22", workingDays: 3 }, 3, []],
    ["that arrived on it", { received: "2021-10-22", workingDays: 3 }, 3, []],
    [
      "that arrived the day after, sent nobody knows when",
      { received: "2021-10-23", workingDays: 3 },
      3,
      [
        "The extension of 2021-10-20 reached us on 2021-10-23, after the determination was due on 2021-10-22, and the day of its sending is not recorded: the notice may have been late, and then it moves nothing.",
      ],
    ],
    [
      "sent the day after",
      { sent: "2021-10-23", workingDays: 3 },
      0,
      [
        "The extension of 2021-10-20 was sent on 2021-10-23, after the determination was due on 2021-10-22, so it moves nothing.",
      ],
    ],
    [
      "written the day after",
      { dated: "2021-10-23", workingDays: 3 },
      0,
      [
        "The extension of 2021-10-23 was written on 2021-10-23, after the determination was due on 2021-10-22, so it moves nothing.",
      ],
    ],
    [
      "without a date",
      {},
      0,
      [
        "The extension of 2021-10-20 gives no date, so it moves nothing (5 U.S.C. 552(a)(6)(B)(i)).",
      ],
    ],
    [
      "without reasons",
      { reasons: false, workingDays: 3 },
      0,
      [
        "The extension of 2021-10-20 gives no reasons, so it moves nothing (5 U.S.C. 552(a)(6)(B)(i)).",
      ],
    ],
    [
      "to the day that was due",
      { until: "2021-10-22" },
      0,
      ["The extension of 2021-10-20 names a date that is no later than 2021-10-22."],
    ],
    ["to a Saturday, so to the Monday after", { until: "2021-10-30" }, 6, []],
    ["of ten working days", { workingDays: 10 }, 10, []],
    [
      "of eleven",
      { workingDays: 11 },
      10,
      [
        "The extension of 2021-10-20 asks for 11 working days; the statute allows 10 for request and appeal together, of which 10 were left.",
      ],
    ],
  ])("[L5] [L47] a letter %s", (_, more, days, told) => {
    const found = read(received(extended(more)));
    expect(found.due.extendedBy).toBe(days);
    expect(sentencesOf(found, "extension")).toEqual(told);
  });

  it("[L54] warns of no complaint before the agreed day once there is one", () => {
    const agreed: ClockEvent = { kind: "dateAgreed", dated: "2021-10-10", until: "2022-03-01" };
    const told = (...events: ClockEvent[]) =>
      sentencesOf(read(received(agreed, ...events), "2022-01-20"), "agreed date");
    expect(told()).toEqual([
      "Both sides agreed to wait until 2022-03-01: a complaint before that day will be met with it.",
    ]);
    expect(told({ kind: "acknowledged", dated: "2021-10-01" }, suit("2022-01-11"))).toEqual([]);
  });

  it("[L38] has no day for an answer before anything was served or ordered", () => {
    expect(read(received(suit("2022-01-11"))).answerDue).toBeNull();
    expect(read(received()).answerDue).toBeNull();
  });

  it("[L50] warns of an appeal of silence up to the day that was due with its extension", () => {
    const told = (sent: string) =>
      sentencesOf(read(received(extended({ workingDays: 3 }), appealed(sent))), "appeal");
    expect(told("2021-10-27")).toEqual([
      "The appeal of 2021-10-27 came before a determination, and may be early: one was due by 2021-10-27.",
    ]);
    expect(told("2021-10-28")).toEqual([]);
    const stopped: ClockEvent[] = [
      { kind: "feesAsked", dated: "2021-10-04" },
      appealed("2021-10-27"),
    ];
    expect(sentencesOf(read(received(...stopped)), "appeal")).toEqual([
      "The appeal of 2021-10-27 came before a determination, and may be early: the clock is stopped.",
    ]);
  });

  it("[L1] estimates only where no receipt is recorded, and gives a reason where there are two days", () => {
    const sent: ClockEvent = { kind: "requestSent", dated: "2021-09-22" };
    expect(read(received(sent))).toMatchObject({ estimate: null, rangeWhy: null });
    expect(read({ events: [] }).estimate).toBeNull();
    expect(read({ events: [] })).toMatchObject({ days: [], daysToEarliest: [], switches: [] });
    const routed = read({ receivedAny: "2021-09-23", events: [sent] });
    expect(routed.rangeWhy).toContain("The ten days of routing are calendar days");
    expect(routed.due.beforeExtension.earliest).toBe(routed.due.earliest);
    expect(routed.daysToEarliest.at(-1)?.date).toBe(routed.due.earliest);
  });
});

describe("what can't have happened", () => {
  const FUTURE = "This day has not come yet, and the record holds only what has happened.";
  const NO_DAY = "This is no day between 1986 and 2199 in the form 2021-10-07.";
  const BEFORE = "The agency can’t have received the request before it was sent.";
  const TOO_EARLY =
    "The agency can’t have written this before it had the request (5 U.S.C. 552(a)(6)(A)).";
  const NO_QUESTION = "There is no question of the agency before this answer.";
  const NO_APPEAL =
    "There is no appeal before this letter, and it answers one (5 U.S.C. 552(a)(6)(A)(ii)).";
  const asked: ClockEvent = { kind: "informationAsked", dated: "2021-10-04" };
  const two = [
    { name: "ICE", received: "2021-09-28" },
    { name: "CBP", received: "2021-10-12" },
  ];
  const atTwo = (...events: readonly ClockEvent[]): ClockRecord => ({ components: two, events });
  const at = (component: string, event: ClockEvent): ClockEvent => ({ ...event, component });
  const sent = (dated: string): ClockEvent => ({ kind: "requestSent", dated });

  it.each<[string, ClockRecord, Record<string, string>]>([
    ["a letter of today", received(determined("2030-01-01")), {}],
    ["a letter of tomorrow", received(determined("2030-01-02")), { "events.0.dated": FUTURE }],
    [
      "a component's receipt of tomorrow",
      { components: [...two, { name: "X", received: "2030-01-02" }], events: [] },
      { "components.2.received": FUTURE },
    ],
    [
      "a last day for an appeal that lies ahead",
      received(determined("2029-12-31", { appealUntil: "2030-04-01" })),
      {},
    ],
    [
      "a day before the calendar begins",
      received(determined("1985-12-31")),
      { "events.0.dated": NO_DAY },
    ],
    [
      "a day after it ends",
      received(determined("2021-10-20", { appealUntil: "2200-01-03" })),
      { "events.0.appealUntil": NO_DAY },
    ],
    [
      "a day that is none of a text",
      received(JSON.parse('{"kind":"determined","dated":20211020}') as ClockEvent),
      { "events.0.dated": NO_DAY },
    ],
    ["the first year of the calendar", { receivedProper: "1986-01-02", events: [] }, {}],
    ["a letter on the day of the receipt", received(determined("2021-09-23")), {}],
    [
      "a letter the day before",
      received(determined("2021-09-22")),
      { "events.0.dated": TOO_EARLY },
    ],
    [
      "one sent the day before, whatever its date",
      received(determined("2021-09-24", { sent: "2021-09-22" })),
      { "events.0.sent": TOO_EARLY },
    ],
    [
      "a letter that arrived on the day it was sent",
      received(determined("2021-10-20", { sent: "2021-10-21", received: "2021-10-21" })),
      {},
    ],
    [
      "a letter that arrived before it was sent",
      received(determined("2021-10-20", { sent: "2021-10-21", received: "2021-10-20" })),
      { "events.0.received": "This can’t have arrived before it was sent." },
    ],
    [
      "a letter that arrived before its date",
      received(determined("2021-10-20", { received: "2021-10-19" })),
      { "events.0.received": "This can’t have arrived before it was sent." },
    ],
    ["a receipt on the day of sending", received(sent("2021-09-23")), {}],
    [
      "a receipt before sending, of any office",
      { receivedAny: "2021-09-22", receivedProper: "2021-09-24", events: [sent("2021-09-23")] },
      { receivedAny: BEFORE },
    ],
    [
      "a receipt before sending, of the right one",
      { receivedAny: "2021-09-24", receivedProper: "2021-09-22", events: [sent("2021-09-23")] },
      { receivedProper: BEFORE },
    ],
    [
      "a receipt before sending, of a component",
      atTwo(sent("2021-09-29")),
      { "components.0.received": BEFORE },
    ],
    [
      "a service on the day of the complaint",
      received(suit("2022-01-11"), { kind: "served", on: "agency", received: "2022-01-11" }),
      {},
    ],
    [
      "an answer on the day of the question",
      received(asked, { kind: "informationAnswered", received: "2021-10-04" }),
      {},
    ],
    [
      "an answer the day before",
      received(asked, { kind: "informationAnswered", received: "2021-10-03" }),
      { "events.1.received": NO_QUESTION },
    ],
    [
      "an answer about fees to another question",
      received(asked, { kind: "feesAnswered", received: "2021-10-05" }),
      { "events.1.received": NO_QUESTION },
    ],
    [
      "an answer at another component",
      atTwo(at("ICE", asked), at("CBP", { kind: "informationAnswered", received: "2021-10-13" })),
      { "events.1.received": NO_QUESTION },
    ],
    [
      "an answer at one to a letter of all",
      atTwo(
        { ...asked, dated: "2021-10-13" } as ClockEvent,
        at("CBP", { kind: "informationAnswered", received: "2021-10-13" }),
      ),
      {},
    ],
    [
      "a decision on the day of the appeal",
      received(determined("2021-10-20"), appealed("2021-10-25"), decided("2021-10-25")),
      {},
    ],
    [
      "a decision the day before",
      received(determined("2021-10-20"), appealed("2021-10-25"), decided("2021-10-24")),
      { "events.2.dated": NO_APPEAL },
    ],
    [
      "an extension of no appeal",
      received(determined("2021-10-20"), {
        kind: "appealExtended",
        dated: "2021-10-24",
        workingDays: 3,
      }),
      { "events.1.dated": NO_APPEAL },
    ],
    [
      "an appeal of a letter of its day",
      received(determined("2021-10-05"), appealed("2021-10-05")),
      {},
    ],
    [
      "an appeal of silence on the day that was due",
      received(appealed("2021-10-22")),
      { "events.0.sent": expect.stringContaining("one was due by 2021-10-22") as string },
    ],
    ["an appeal of silence the day after", received(appealed("2021-10-23")), {}],
    [
      "a component's letter on the day of its receipt",
      atTwo(at("CBP", determined("2021-10-12"))),
      {},
    ],
    [
      "a component's letter sent the day before",
      atTwo(at("CBP", determined("2021-10-12", { sent: "2021-10-11" }))),
      {
        "events.0.sent":
          "CBP had the request on 2021-10-12, and can’t have written about it before (5 U.S.C. 552(a)(6)(A)).",
      },
    ],
    [
      "an extension of one working day",
      received({ kind: "extended", dated: "2021-10-20", workingDays: 1 }),
      {},
    ],
    [
      "an extension of none",
      received({ kind: "extended", dated: "2021-10-20", workingDays: 0 }),
      { "events.0.workingDays": "This is no number of days." },
    ],
    [
      "an extension of half a day",
      received({ kind: "extended", dated: "2021-10-20", workingDays: 1.5 }),
      { "events.0.workingDays": "This is no number of days." },
    ],
    [
      "a thousand events",
      received(...Array.from({ length: 1_000 }, () => determined("2021-10-20"))),
      {},
    ],
    [
      "one more",
      received(...Array.from({ length: 1_001 }, () => determined("2021-10-20"))),
      { events: "A request can have 1000 events, and this one has more." },
    ],
  ])(
    "is refused with its place and the reason, and the day beside it is taken: %s",
    (_, record, fields) => {
      expect(refused(record)).toEqual(fields);
    },
  );

  it("[L3] takes a closure that is announced for a day to come", () => {
    const calendar = { ...PLAIN, closures: ["2030-01-02"] };
    expect(isRefused(clock(received(), calendar, LATE))).toBe(false);
  });
});
