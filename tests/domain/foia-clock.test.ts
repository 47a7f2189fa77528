import { describe, expect, it } from "vitest";
import { holidaysOf, inaugurationDayOf } from "#app/domain/clock/calendar.ts";
import {
  clock,
  isRefused,
  type AppealResult,
  type Clock,
  type ClockCalendar,
  type ClockEvent,
  type ClockRecord,
} from "#app/domain/foia-clock.ts";
import { DETERMINATIONS, HOLIDAYS, SWITCHED } from "./foia-clock-cases.ts";

const PLAIN: ClockCalendar = { closures: [], inaugurationDay: false };
const LATE = "2030-01-01";

function answered(record: ClockRecord, today = LATE, calendar = PLAIN): Clock {
  const answer = clock(record, calendar, today);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

function refused(record: ClockRecord, today = LATE): Readonly<Record<string, string>> {
  const answer = clock(record, PLAIN, today);
  if (!isRefused(answer)) throw new Error("the record was taken");
  expect(answer.code).toBe("bad-input");
  return answer.fields ?? {};
}

const received = (day: string, ...events: ClockEvent[]): ClockRecord => ({
  receivedProper: day,
  events,
});

const determined = (dated: string, more: object = {}): ClockEvent => ({
  kind: "determined",
  dated,
  ...more,
});

describe("the calendar", () => {
  it.each([2021, 2022])(
    "[L3] observes the legal public holidays of %i (embarrassment 3)",
    (year) => {
      expect([...holidaysOf(year).keys()].toSorted()).toEqual(HOLIDAYS[year]);
    },
  );

  it("[L3] keeps Inauguration Day every fourth year, on the Monday where it is a Sunday", () => {
    expect(inaugurationDayOf(2021)).toBe("2021-01-20");
    expect(inaugurationDayOf(2013)).toBe("2013-01-21");
    expect(inaugurationDayOf(2022)).toBeNull();
  });

  it.each(SWITCHED)(
    "[L3] counts from $received with $calendar",
    ({ received: day, calendar, due, extended }) => {
      const plain = answered(received(day), LATE, calendar);
      expect(plain.due.latest).toBe(due);
      const more = received(day, { kind: "extended", dated: day, workingDays: 10 });
      expect(answered(more, LATE, calendar).due.latest).toBe(extended);
    },
  );

  it("[L3] says which switch would move a date", () => {
    const on = answered(received("2025-01-06"), LATE, {
      closures: ["2025-01-09"],
      inaugurationDay: false,
    });
    expect(on.switches).toEqual([{ switch: "closures", latest: "2025-02-04" }]);
    expect(answered(received("2021-01-11")).switches).toEqual([
      { switch: "inaugurationDay", latest: "2021-02-10" },
    ]);
  });
});

describe("a determination", () => {
  it.each(DETERMINATIONS)("[L2] [L5] [L8] of what was received on $received", (known) => {
    const plain = answered(received(known.received));
    expect(plain.due).toMatchObject({ earliest: known.due, latest: known.due, extendedBy: 0 });
    expect(plain.expedited.fromReceipt).toBe(known.expedited);
    const letter: ClockEvent = { kind: "extended", dated: known.due, until: known.extended };
    const extended = answered(received(known.received, letter));
    expect(extended.due).toMatchObject({
      latest: known.extended,
      extendedBy: 10,
      beforeExtension: { latest: known.due },
    });
  });

  it("[L1] starts at the latest ten days after any designated component had it, counted both ways", () => {
    const routed = answered({
      receivedAny: "2024-12-13",
      receivedProper: "2024-12-18",
      events: [],
    });
    expect(routed.due).toMatchObject({ earliest: "2025-01-17", latest: "2025-01-17" });
    const lost = answered({ receivedAny: "2024-12-13", events: [] });
    expect(lost.due.start).toEqual({ earliest: "2024-12-23", latest: "2024-12-30" });
    expect(lost.due.earliest! < lost.due.latest!).toBe(true);
    expect(lost.daysToEarliest).not.toBe(lost.days);
  });

  it("[L1] asserts nothing without a receipt, and says that an estimate is one", () => {
    const sent = answered({ events: [{ kind: "requestSent", dated: "2021-09-09" }] });
    expect(sent.due).toMatchObject({ earliest: null, latest: null });
    expect(sent.estimate).toEqual({ from: "2021-09-09", due: "2021-10-07" });
    expect(sent.exhaustion.state).toBe("open");
    expect(sent.expedited).toMatchObject({ fromRequest: "2021-09-19", fromReceipt: null });
  });

  it("[L14] unfolds day by day into what was counted, what was left out, and why", () => {
    const { days } = answered(received("2021-09-23"));
    expect(days[0]).toMatchObject({ date: "2021-09-23", counted: false });
    expect(days.filter((day) => day.counted)).toHaveLength(20);
    expect(days.find((day) => day.date === "2021-10-11")).toMatchObject({
      counted: false,
      why: "Columbus Day (5 U.S.C. 6103)",
    });
    expect(days.at(-1)).toMatchObject({ date: "2021-10-22", counted: true, number: 20 });
  });

  it("[L5] is moved by no extension that is late, gives no reasons or names no date", () => {
    for (const letter of [
      { kind: "extended", dated: "2021-10-08", until: "2021-10-22" },
      { kind: "extended", dated: "2021-10-01", until: "2021-10-22", reasons: false },
      { kind: "extended", dated: "2021-10-01" },
    ] satisfies ClockEvent[]) {
      const answer = answered(received("2021-09-09", letter));
      expect(answer.due.latest).toBe("2021-10-07");
      expect(answer.warnings.map(({ about }) => about)).toEqual(["extension"]);
    }
  });

  it("[L5] is moved by ten working days at most, and the rest is told", () => {
    const letter: ClockEvent = { kind: "extended", dated: "2021-10-01", until: "2021-12-01" };
    const answer = answered(received("2021-09-09", letter));
    expect(answer.due.latest).toBe("2021-10-22");
    expect(answer.warnings[0]?.sentence).toContain("working days");
  });

  it("[L6] keeps a date that both agreed on apart from the statute's", () => {
    const agreed: ClockEvent = { kind: "dateAgreed", dated: "2021-10-01", until: "2021-12-15" };
    const answer = answered(received("2021-09-09", agreed));
    expect(answer).toMatchObject({ agreedUntil: "2021-12-15", due: { latest: "2021-10-07" } });
  });
});

describe("a stopped clock", () => {
  const asked = (dated: string): ClockEvent => ({ kind: "informationAsked", dated });
  const answer = (day: string): ClockEvent => ({ kind: "informationAnswered", received: day });
  const fees = (dated: string, day: string): ClockEvent[] => [
    { kind: "feesAsked", dated },
    { kind: "feesAnswered", received: day },
  ];

  it("[L4] goes on with the first working day after the answer arrived", () => {
    const record = received("2021-09-09", asked("2021-09-20"), answer("2021-10-04"));
    expect(answered(record).due.latest).toBe("2021-10-22");
  });

  it("[L4] is not stopped by a second request for information", () => {
    const twice = received(
      "2022-03-01",
      asked("2022-03-08"),
      answer("2022-03-15"),
      asked("2022-03-22"),
      answer("2022-03-29"),
    );
    const result = answered(twice);
    expect(result.due.latest).toBe("2022-04-05");
    expect(result.warnings.map(({ about }) => about)).toEqual(["question"]);
  });

  it("[L4] is stopped by a fee clarification each time", () => {
    const record = received(
      "2022-03-01",
      asked("2022-03-08"),
      answer("2022-03-15"),
      ...fees("2022-03-22", "2022-03-29"),
    );
    expect(answered(record).due.latest).toBe("2022-04-12");
  });

  it("[L4] counts overlapping stops once", () => {
    const record = received(
      "2022-03-01",
      asked("2022-03-08"),
      answer("2022-03-15"),
      ...fees("2022-03-09", "2022-03-15"),
    );
    expect(answered(record).due.latest).toBe("2022-04-05");
  });

  it("[L4] stays stopped while a question is not answered, and then nothing is exhausted", () => {
    const result = answered(received("2022-03-01", asked("2022-03-08")), "2022-12-01");
    expect(result.due).toMatchObject({ latest: null, isStopped: true });
    expect(result.exhaustion.state).toBe("open");
  });

  it("[L4] is not stopped by a question sent after the due date", () => {
    const result = answered(received("2021-09-09", asked("2021-10-08")));
    expect(result.due.latest).toBe("2021-10-07");
    expect(result.exhaustion.state).toBe("constructively exhausted");
    expect(result.warnings.map(({ about }) => about)).toEqual(["question"]);
  });

  it("[L9] gives us thirty working days for an answer", () => {
    const { openQuestions } = answered(received("2022-03-01", asked("2022-03-08")), "2022-03-09");
    expect(openQuestions).toEqual([
      { kind: "information", asked: "2022-03-08", answerUntil: "2022-04-19" },
    ]);
  });
});

describe("appeal and exhaustion", () => {
  it("[L11] ends 90 working days after the date of the response (embarrassment 4)", () => {
    const result = answered(received("2021-09-09", determined("2021-10-08")));
    expect(result.appealUntil).toMatchObject({ date: "2022-02-22", isBelowFloor: false });
  });

  it("[L11] keeps the earlier day where the letter states one, and says why (embarrassment 4)", () => {
    const letter = determined("2022-08-12", { appealUntil: "2022-11-10" });
    const { appealUntil } = answered(received("2022-07-01", letter));
    expect(appealUntil).toMatchObject({
      date: "2022-11-10",
      byRegulation: "2022-12-22",
      isBelowFloor: false,
    });
    expect(appealUntil?.why).toContain("2022-12-22");
    const short = determined("2022-08-12", { appealUntil: "2022-10-01" });
    const below = answered(received("2022-07-01", short));
    expect(below.appealUntil).toMatchObject({ date: "2022-10-01", isBelowFloor: true });
    expect(below.warnings.map(({ about }) => about)).toContain("appeal");
  });

  it("[L12] [L5] is decided within 20 working days, and ten more only where they are left", () => {
    const appeal: ClockEvent = { kind: "appealed", sent: "2022-12-21", received: "2022-12-22" };
    const longer: ClockEvent = { kind: "appealExtended", dated: "2023-01-20", workingDays: 10 };
    const base = [determined("2022-08-12"), appeal];
    expect(answered(received("2022-07-01", ...base)).appealDecision?.due).toBe("2023-01-24");
    const extended = answered(received("2022-07-01", ...base, longer));
    expect(extended.appealDecision?.due).toBe("2023-02-07");
    const used: ClockEvent = { kind: "extended", dated: "2022-07-15", workingDays: 10 };
    const none = answered(received("2022-07-01", used, ...base, longer));
    expect(none.appealDecision?.due).toBe("2023-01-24");
  });

  it("[L13] is open until the due date has passed, and not on it", () => {
    const record = received("2021-09-09");
    expect(answered(record, "2021-10-07").exhaustion.state).toBe("open");
    expect(answered(record, "2021-10-08").exhaustion).toMatchObject({
      state: "constructively exhausted",
      since: "2021-10-08",
    });
  });

  it("[L7] is no more than open by an acknowledgment or an interim release", () => {
    const record = received(
      "2021-09-09",
      { kind: "acknowledged", dated: "2021-09-12" },
      { kind: "interimResponse", dated: "2021-10-01" },
    );
    expect(answered(record, "2021-10-08").exhaustion.state).toBe("constructively exhausted");
  });

  it("[L13] must appeal after a determination before suit, even a late one", () => {
    const late = answered(received("2021-09-09", determined("2021-11-01")), "2021-11-02");
    expect(late.exhaustion.state).toBe("must appeal");
    expect(late.warnings[0]?.sentence).toContain("Oglesby");
  });

  it("[L13] is revived by nothing after suit", () => {
    const record = received(
      "2021-09-09",
      { kind: "suitFiled", dated: "2021-12-01" },
      determined("2022-01-15"),
    );
    const result = answered(record);
    expect(result.exhaustion.state).toBe("constructively exhausted");
    expect(result.appealUntil).not.toBeNull();
  });

  it("[L13] is no determination without reasons and the right to appeal", () => {
    const letter = determined("2021-10-01", { statesReasonsAndAppeal: false });
    expect(answered(received("2021-09-09", letter)).exhaustion.state).toBe(
      "constructively exhausted",
    );
  });

  it("[L13] goes from pending to exhausted by decision or silence", () => {
    const record = received("2021-09-09", determined("2021-10-05"), {
      kind: "appealed",
      sent: "2021-10-20",
      received: "2021-10-21",
    });
    expect(answered(record, "2021-11-01").exhaustion.state).toBe("appeal pending");
    expect(answered(record, "2022-01-01").exhaustion.state).toBe("exhausted");
    const decided: ClockEvent = { kind: "appealDecided", dated: "2021-10-29" };
    expect(
      answered({ ...record, events: [...record.events, decided] }, "2021-11-01").exhaustion,
    ).toMatchObject({ state: "exhausted", since: "2021-10-29" });
  });

  it("[L13] answers for each part that was determined, and for the rest", () => {
    const result = answered(
      received("2021-09-09", determined("2021-10-01", { part: "Item 1" })),
      "2021-10-08",
    );
    expect(result.exhaustion.state).toBe("constructively exhausted");
    expect(result.parts).toMatchObject([{ part: "Item 1", exhaustion: { state: "must appeal" } }]);
    expect(result.appealUntil?.date).toBe(result.parts[0]?.appealUntil?.date);
  });

  it("[L13] a later letter about the whole starts no second appeal of a part that was decided", () => {
    const result = answered(
      received(
        "2021-09-09",
        determined("2021-09-24", { part: "expedited processing" }),
        { kind: "appealed", part: "expedited processing", sent: "2021-10-01" },
        { kind: "appealDecided", part: "expedited processing", dated: "2021-10-28" },
        determined("2022-02-01"),
      ),
      "2022-03-01",
    );
    expect(result.parts).toMatchObject([{ exhaustion: { state: "exhausted" } }]);
    expect(result.exhaustion.state).toBe("must appeal");
  });

  it("[L13] an appeal of a part that was decided by itself is none of the whole, nor its decision", () => {
    const part = "fee waiver";
    const events: ClockEvent[] = [
      determined("2021-09-24"),
      determined("2021-09-24", { part }),
      { kind: "appealed", part, sent: "2021-10-01", received: "2021-10-04" },
    ];
    const state = (more: readonly ClockEvent[] = []) => {
      const { parts, exhaustion } = answered(
        received("2021-09-09", ...events, ...more),
        "2021-11-01",
      );
      return [parts[0]?.exhaustion.state, exhaustion.state];
    };
    expect(state()).toEqual(["appeal pending", "must appeal"]);
    const decided: ClockEvent = { kind: "appealDecided", part, dated: "2021-10-20" };
    expect(state([decided])).toEqual(["exhausted", "must appeal"]);
    // The appeal of the rest begins none of the part again.
    const rest: ClockEvent = { kind: "appealed", sent: "2021-10-25", received: "2021-10-26" };
    expect(state([decided, rest])).toEqual(["exhausted", "appeal pending"]);
  });

  it("[L15] ends six years after the first missed date", () => {
    expect(answered(received("2021-09-09")).limitations).toBe("2027-10-07");
    expect(answered(received("2021-09-09"), "2021-10-07").limitations).toBeNull();
  });
});

describe("the suit", () => {
  const suit: ClockEvent = { kind: "suitFiled", dated: "2022-01-10" };
  it("[L38] is answered 30 days from service on the U.S. attorney, rolled forward", () => {
    const record = received(
      "2021-09-09",
      suit,
      { kind: "served", on: "usAttorney", received: "2022-01-18" },
      { kind: "served", on: "agency", received: "2022-01-20" },
    );
    expect(answered(record).answerDue).toMatchObject({
      date: "2022-02-17",
      fromAgency: "2022-02-22",
    });
    expect(answered(record).serveUntil).toBe("2022-04-11");
  });

  it("[L38] follows an order, with its number", () => {
    const order: ClockEvent = {
      kind: "answerOrdered",
      dated: "2022-02-01",
      until: "2022-03-15",
      number: "12",
    };
    expect(answered(received("2021-09-09", suit, order)).answerDue).toMatchObject({
      date: "2022-03-15",
      why: "By order of 2022-02-01, No. 12.",
    });
  });
});

describe("where the law or the record leaves exhaustion open", () => {
  const suit: ClockEvent = { kind: "suitFiled", dated: "2022-01-11" };
  const exhaustionOf = (...events: ClockEvent[]) =>
    answered(received("2021-09-23", ...events)).exhaustion;

  it.each<[string, { sent?: string; received?: string }]>([
    ["was mailed after the complaint", { sent: "2022-01-14", received: "2022-01-18" }],
    ["was mailed on its day", { sent: "2022-01-11" }],
    ["reached us after it, mailed on a day that nobody recorded", { received: "2022-01-18" }],
  ])("[L47] a letter dated before the complaint that %s revives no duty to appeal", (_, days) => {
    const exhaustion = exhaustionOf(suit, determined("2022-01-07", days));
    expect(exhaustion.state).toBe("constructively exhausted");
    expect(exhaustion.alternative).toMatchObject({ state: "must appeal", since: "2022-01-07" });
    expect(exhaustion.alternative?.why).toContain("not before the complaint of 2022-01-11");
  });

  it("[L47] of a letter known by its own date alone both answers are given, the cautious one first", () => {
    const exhaustion = exhaustionOf(suit, determined("2022-01-07"));
    expect(exhaustion.state).toBe("must appeal");
    expect(exhaustion.alternative).toMatchObject({ state: "constructively exhausted" });
    expect(exhaustion.alternative?.why).toContain("its own date alone");
  });

  it("[L47] a letter mailed before the complaint and received after it counts, with the other answer", () => {
    const days = { sent: "2022-01-10", received: "2022-01-18" };
    const exhaustion = exhaustionOf(suit, determined("2022-01-07", days));
    expect(exhaustion.state).toBe("must appeal");
    expect(exhaustion.alternative).toMatchObject({ state: "constructively exhausted" });
    const settled = { sent: "2022-01-07", received: "2022-01-10" };
    expect(exhaustionOf(suit, determined("2022-01-07", settled)).alternative).toBeNull();
    expect(exhaustionOf(determined("2022-01-07")).alternative).toBeNull();
  });

  it("[L47] a determination mailed after its time is late, whatever day is written on it", () => {
    const dated = (days: { sent?: string }) =>
      answered(received("2021-09-09", determined("2021-10-06", days))).limitations;
    expect(dated({ sent: "2021-10-16" })).toBe("2027-10-07");
    expect(dated({})).toBeNull();
  });

  it("[L47] an extension mailed after the due date moves nothing; one that reached us after it counts, and is warned of", () => {
    const extended = (days: { sent?: string; received?: string }) => {
      const letter = { kind: "extended" as const, dated: "2021-10-05", workingDays: 10, ...days };
      const { due, warnings } = answered(received("2021-09-09", letter));
      return { ...due, warned: warnings.filter(({ about }) => about === "extension").length };
    };
    expect(extended({})).toMatchObject({ extendedBy: 10, warned: 0 });
    const inTime = { sent: "2021-10-07", received: "2021-10-12" };
    expect(extended(inTime)).toMatchObject({ extendedBy: 10, warned: 0 });
    expect(extended({ sent: "2021-10-08" })).toMatchObject({ extendedBy: 0, warned: 1 });
    expect(extended({ received: "2021-10-08" })).toMatchObject({ extendedBy: 10, warned: 1 });
  });

  const answer = determined("2021-10-20", { appealUntil: "2022-01-18" });
  const appealedOn = (sent: string, arrived = sent): ClockEvent => ({
    kind: "appealed",
    sent,
    received: arrived,
  });
  const decidedOn = (dated: string, result?: AppealResult): ClockEvent => ({
    kind: "appealDecided",
    dated,
    ...(result ? { result } : {}),
  });

  it.each(["closed", "in-litigation", undefined] as const)(
    "[L48] an appeal after its last day exhausts nothing, decided %s",
    (result) => {
      const late = appealedOn("2022-06-10");
      const open = answered(received("2021-09-23", answer, late)).whole;
      expect(open).toMatchObject({ isAppealTimeOver: true });
      expect(open.exhaustion).toMatchObject({ state: "must appeal", alternative: null });
      expect(open.exhaustion.why).toContain("The time to appeal is over");
      const decided = exhaustionOf(answer, late, decidedOn("2022-07-01", result));
      expect(decided.state).toBe("must appeal");
      // Decided on its merits all the same, it can be argued.
      expect(decided.alternative?.state ?? null).toBe(result ? null : "exhausted");
    },
  );

  it("[L48] an appeal between the letter's last day and the regulation's has both answers", () => {
    const exhaustion = exhaustionOf(answer, appealedOn("2022-02-10"));
    expect(exhaustion.state).toBe("must appeal");
    expect(exhaustion.alternative).toMatchObject({ state: "exhausted" });
  });

  it("[L48] an appeal in time that was closed or left to the court was not decided", () => {
    const undecided = (result: AppealResult, today: string) =>
      answered(
        received("2021-09-23", answer, appealedOn("2021-12-01"), decidedOn("2021-12-20", result)),
        today,
      ).exhaustion;
    // Its decision is due on December 30.
    expect(undecided("closed", "2021-12-30")).toMatchObject({
      state: "appeal pending",
      alternative: { state: "exhausted", since: "2021-12-20" },
    });
    expect(undecided("closed", "2021-12-31")).toMatchObject({
      state: "exhausted",
      since: "2021-12-31",
      alternative: { state: "must appeal" },
    });
    expect(undecided("in-litigation", "2021-12-30")).toMatchObject({
      state: "appeal pending",
      alternative: null,
    });
    expect(undecided("in-litigation", "2021-12-31")).toMatchObject({
      state: "exhausted",
      alternative: null,
    });
  });

  it("[L47] a decision on the appeal exhausts only where it was communicated before the complaint", () => {
    const decidedBefore = (days: { sent?: string; received?: string }) =>
      exhaustionOf(answer, appealedOn("2021-12-20"), suit, {
        kind: "appealDecided",
        dated: "2022-01-07",
        ...days,
      });
    for (const days of [
      { sent: "2022-01-14" },
      { sent: "2022-01-11" },
      { received: "2022-01-18" },
    ]) {
      const after = decidedBefore(days);
      expect(after).toMatchObject({
        state: "appeal pending",
        alternative: { state: "exhausted", since: "2022-01-07" },
      });
      expect(after.alternative?.why).toContain("not before the complaint of 2022-01-11");
    }
    expect(decidedBefore({ sent: "2022-01-10" })).toMatchObject({
      state: "exhausted",
      since: "2022-01-10",
      alternative: null,
    });
    expect(decidedBefore({})).toMatchObject({ state: "exhausted", since: "2022-01-07" });
  });

  it("[L49] a remand makes a determination due anew, with exhaustion as the other answer", () => {
    const record = received(
      "2021-09-23",
      answer,
      appealedOn("2021-12-01"),
      decidedOn("2021-12-20", "remanded"),
    );
    const during = answered(record, "2022-01-05").whole;
    expect(during.remand?.due).toBe("2022-01-20");
    expect(during.exhaustion).toMatchObject({
      state: "open",
      alternative: { state: "exhausted", since: "2021-12-20" },
    });
    expect(answered(record, "2022-01-21").exhaustion).toMatchObject({
      state: "constructively exhausted",
      since: "2022-01-21",
      alternative: { state: "exhausted" },
    });
    // The first answer came in time, so the six years run from the date missed after the remand [L15].
    expect(answered(record, "2022-01-20").limitations).toBeNull();
    expect(answered(record, "2022-01-21").limitations).toBe("2028-01-20");
    const anew = answered({ ...record, events: [...record.events, determined("2022-01-10")] });
    expect(anew.exhaustion).toMatchObject({ state: "must appeal", since: "2022-01-10" });
    expect(anew.whole.remand).toBeNull();
  });

  it("[L50] an appeal of silence is a fact, and takes nothing of constructive exhaustion away", () => {
    const silence = received("2021-09-23", appealedOn("2021-11-15"));
    const { whole, exhaustion } = answered(silence, "2021-11-20");
    expect(exhaustion.state).toBe("constructively exhausted");
    expect(whole).toMatchObject({ appeal: { isDecided: false }, appealUntil: null });
    expect(whole.appealDecision?.due).toBe("2021-12-14");
    const premature = decidedOn("2021-12-01", "closed");
    const decided = answered({ ...silence, events: [...silence.events, premature] });
    expect(decided.exhaustion.state).toBe("constructively exhausted");
    expect(decided.whole.appeal?.isDecided).toBe(true);
  });

  it("[L50] an appeal of silence is refused by no extension, question or closure recorded later", () => {
    const appeal = appealedOn("2021-11-05");
    const warned = (calendar: ClockCalendar, ...events: ClockEvent[]) =>
      answered(received("2021-10-04", appeal, ...events), LATE, calendar).warnings.filter(
        ({ about }) => about === "appeal",
      ).length;
    expect(warned(PLAIN)).toBe(0);
    expect(warned(PLAIN, { kind: "extended", dated: "2021-10-25", workingDays: 10 })).toBe(1);
    expect(warned(PLAIN, { kind: "informationAsked", dated: "2021-10-25" })).toBe(1);
    const closures = ["2021-11-01", "2021-11-02", "2021-11-03", "2021-11-04"];
    expect(warned({ ...PLAIN, closures })).toBe(1);
    const unknown = refused({ events: [appeal] });
    expect(unknown["events.0.sent"]).toContain("record the receipt of the request first");
  });

  it("[L53] a determination of the whole closes what the agency had asked, and the clock goes on", () => {
    const asked: ClockEvent = { kind: "feesAsked", dated: "2021-10-01" };
    const open = answered(received("2021-09-23", asked));
    expect(open).toMatchObject({ due: { isStopped: true }, openQuestions: [{ kind: "fees" }] });
    const closed = answered(received("2021-09-23", asked, determined("2021-10-20")));
    expect(closed).toMatchObject({ due: { isStopped: false }, openQuestions: [] });
    const ofPart = determined("2021-10-20", { part: "fee waiver" });
    expect(answered(received("2021-09-23", asked, ofPart)).openQuestions).toHaveLength(1);
  });

  it("[L54] a complaint before the day that both agreed on is warned of until that day", () => {
    const agreed: ClockEvent = { kind: "dateAgreed", dated: "2021-10-10", until: "2022-03-01" };
    const warned = (today: string, ...events: ClockEvent[]) =>
      answered(received("2021-09-23", agreed, ...events), today).warnings.some(
        ({ about }) => about === "agreed date",
      );
    expect(warned("2021-12-01")).toBe(true);
    expect(warned("2022-03-01")).toBe(true);
    expect(warned("2022-03-02")).toBe(false);
    expect(warned("2022-01-20", determined("2022-01-10"))).toBe(false);
  });
});

describe("an impossible record", () => {
  it.each<[string, ClockRecord, string]>([
    ["a day that does not exist", received("2021-02-30"), "receivedProper"],
    ["a receipt that has not come", received("2031-01-01"), "receivedProper"],
    [
      "a response before receipt",
      received("2021-09-09", { kind: "determined", dated: "2021-09-01" }),
      "events.0.dated",
    ],
    [
      "a receipt before sending",
      received("2021-09-09", { kind: "requestSent", dated: "2021-09-10" }),
      "receivedProper",
    ],
    [
      "an answer without a question",
      received("2021-09-09", { kind: "informationAnswered", received: "2021-09-20" }),
      "events.0.received",
    ],
    [
      "an appeal without a determination, before one was overdue",
      received("2021-09-09", { kind: "appealed", sent: "2021-10-07" }),
      "events.0.sent",
    ],
    [
      "an appeal before its letter",
      { events: [{ kind: "appealed", sent: "2021-09-20" }, determined("2021-10-05")] },
      "events.0.sent",
    ],
    [
      "a service before the complaint",
      received(
        "2021-09-09",
        { kind: "suitFiled", dated: "2022-01-10" },
        { kind: "served", on: "usAttorney", received: "2022-01-09" },
      ),
      "events.1.received",
    ],
    [
      "a kind that nobody knows",
      { events: [JSON.parse('{ "kind": "toString", "dated": "2021-09-09" }') as ClockEvent] },
      "events.0.kind",
    ],
    [
      "an event without its day",
      { events: [JSON.parse('{ "kind": "determined" }') as ClockEvent] },
      "events.0.dated",
    ],
  ])("is refused with its place: %s", (_name, record, place) => {
    expect(Object.keys(refused(record))).toEqual([place]);
  });

  it("is refused where today is no day", () => {
    expect(Object.keys(refused(received("2021-09-09"), "tomorrow"))).toEqual(["today"]);
  });
});
