import { describe, expect, it } from "vitest";
import {
  clock,
  isRefused,
  type Clock,
  type ClockEvent,
  type ClockRecord,
} from "#app/domain/foia-clock.ts";

const PLAIN = { closures: [], inaugurationDay: false };
const LATE = "2022-06-01";

/** Due at ICE on October 27, and at CBP on November 9, 2021. */
const BOTH = [
  { name: "ICE", received: "2021-09-28" },
  { name: "CBP", received: "2021-10-12" },
];
const SAME = BOTH.map(({ name }) => ({ name, received: "2021-09-28" }));

function answerOf(events: readonly ClockEvent[], today: string, record: Partial<ClockRecord> = {}) {
  return clock({ components: BOTH, ...record, events }, PLAIN, today);
}

function read(
  events: readonly ClockEvent[],
  today = LATE,
  record: Partial<ClockRecord> = {},
): Clock {
  const answer = answerOf(events, today, record);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

const at = (component: string | null, event: ClockEvent): ClockEvent =>
  component === null ? event : { ...event, component };
const determined = (component: string | null, dated: string, more: object = {}) =>
  at(component, { kind: "determined", dated, ...more });
const appealed = (component: string | null, sent: string, more: object = {}) =>
  at(component, { kind: "appealed", sent, received: sent, ...more });
const decided = (component: string | null, dated: string, more: object = {}) =>
  at(component, { kind: "appealDecided", dated, ...more });
const asked = (component: string | null, dated: string) =>
  at(component, { kind: "informationAsked", dated });
const answered = (component: string | null, day: string) =>
  at(component, { kind: "informationAnswered", received: day });
const sentencesOf = ({ warnings }: Clock) => warnings.map(({ sentence }) => sentence);

describe("[L51] where a request stands that several components have", () => {
  it.each<[string, ClockEvent[], string, string, string | null, string]>([
    [
      "open at both, on the last day of the first",
      [],
      "2021-10-27",
      "open",
      null,
      "Open at ICE until 2021-10-27; open at CBP until 2021-11-09.",
    ],
    [
      "exhausted at both, since the later day",
      [],
      "2021-11-10",
      "constructively exhausted",
      "2021-11-10",
      "Constructively exhausted at ICE since 2021-10-28; constructively exhausted at CBP since 2021-11-10.",
    ],
    [
      "to be appealed at the second alone",
      [determined("CBP", "2021-10-20")],
      "2021-11-15",
      "must appeal",
      "2021-10-20",
      "An appeal is needed at CBP, by 2022-03-03; constructively exhausted at ICE since 2021-10-28.",
    ],
    [
      "to be appealed at both, and too late at one",
      [
        determined("ICE", "2021-10-20", { appealUntil: "2022-01-31" }),
        determined("CBP", "2021-10-21"),
      ],
      "2022-02-01",
      "must appeal",
      "2021-10-21",
      "The time to appeal is over at ICE; an appeal is needed at CBP, by 2022-03-04.",
    ],
    [
      "pending on appeal at one, and decided at the other",
      [
        determined("ICE", "2021-10-20"),
        determined("CBP", "2021-10-20"),
        appealed("ICE", "2021-10-25"),
        appealed("CBP", "2021-10-26"),
        decided("CBP", "2021-11-02"),
      ],
      "2021-11-05",
      "appeal pending",
      "2021-10-25",
      "The appeal is pending at ICE; exhausted at CBP since 2021-11-02.",
    ],
    [
      "pending on appeal at both, since the later",
      [
        determined("ICE", "2021-10-20"),
        determined("CBP", "2021-10-20"),
        appealed("ICE", "2021-10-26"),
        appealed("CBP", "2021-10-25"),
      ],
      "2021-11-05",
      "appeal pending",
      "2021-10-26",
      "The appeal is pending at ICE; the appeal is pending at CBP.",
    ],
    [
      "decided on appeal at both, since the later",
      [
        determined(null, "2021-10-20"),
        appealed("ICE", "2021-10-25"),
        appealed("CBP", "2021-10-25"),
        decided("ICE", "2021-11-03"),
        decided("CBP", "2021-11-02"),
      ],
      "2021-11-05",
      "exhausted",
      "2021-11-03",
      "Exhausted at ICE since 2021-11-03; exhausted at CBP since 2021-11-02.",
    ],
    [
      "open at one after a remand, until its new day",
      [
        determined("ICE", "2021-10-20"),
        appealed("ICE", "2021-10-25"),
        decided("ICE", "2021-11-05", { result: "remanded" }),
      ],
      "2021-11-20",
      "open",
      "2021-11-05",
      "Open at ICE until 2021-12-07; constructively exhausted at CBP since 2021-11-10.",
    ],
    [
      "open at one whose clock is stopped",
      [asked("ICE", "2021-10-05")],
      "2021-11-20",
      "open",
      null,
      "Open at ICE, where the clock is stopped; constructively exhausted at CBP since 2021-11-10.",
    ],
  ])("%s", (_, events, today, state, since, why) => {
    expect(read(events, today).exhaustion).toMatchObject({ state, since, why });
    // In whatever order they are recorded.
    const turned = read(events, today, { components: BOTH.toReversed() }).exhaustion;
    expect(turned).toMatchObject({ state, since });
  });

  it("is due from the first of their days to the last, and last of all where a clock is stopped", () => {
    const extended = at("ICE", { kind: "extended", dated: "2021-10-20", workingDays: 10 });
    const due = (events: readonly ClockEvent[], components = BOTH) => {
      const found = read(events, LATE, { components });
      const { earliest, latest, beforeExtension, start, isStopped, extendedBy } = found.due;
      return {
        days: [earliest, latest, beforeExtension.earliest, beforeExtension.latest],
        start: [start.earliest, start.latest],
        isStopped,
        extendedBy,
        ends: [found.daysToEarliest.at(-1)?.date, found.days.at(-1)?.date],
      };
    };
    const ICE_LAST = {
      days: ["2021-11-08", "2021-11-10", "2021-11-08", "2021-10-27"],
      start: ["2021-10-08", "2021-09-28"],
      isStopped: false,
      extendedBy: 10,
      ends: ["2021-11-08", "2021-11-10"],
    };
    expect(due([extended])).toEqual(ICE_LAST);
    expect(due([extended], BOTH.toReversed())).toEqual(ICE_LAST);
    for (const components of [BOTH, BOTH.toReversed()]) {
      expect(due([asked("ICE", "2021-10-05")], components)).toMatchObject({
        days: ["2021-11-08", null, "2021-11-08", null],
        isStopped: true,
        ends: ["2021-11-08", "2021-10-06"],
      });
      expect(due([asked("CBP", "2021-10-13")], components)).toMatchObject({
        days: ["2021-10-27", null, "2021-10-27", null],
        isStopped: true,
        ends: ["2021-10-27", "2021-10-14"],
      });
    }
  });

  it("says why its days are two, with the reason of its own where all have one", () => {
    expect(read([]).rangeWhy).toBe("Each component has a time of its own.");
    expect(read([], LATE, { components: SAME }).rangeWhy).toBeNull();
  });

  it("is to be answered by the last of the agreed days, to be sued over by the first of the limits", () => {
    const agreed = (component: string | null, until: string) =>
      at(component, { kind: "dateAgreed", dated: "2021-10-13", until });
    for (const components of [BOTH, BOTH.toReversed()]) {
      const found = read([agreed("ICE", "2022-07-01"), agreed("CBP", "2022-08-01")], LATE, {
        components,
      });
      expect(found.agreedUntil).toBe("2022-08-01");
      expect(found.limitations).toBe("2027-10-27");
    }
    expect(read([agreed("ICE", "2022-07-01")]).agreedUntil).toBe("2022-07-01");
    expect(read([])).toMatchObject({ agreedUntil: null, stops: [], openQuestions: [], parts: [] });
    expect(read([], "2021-11-01").limitations).toBe("2027-10-27");
    expect(read([], "2021-10-27").limitations).toBeNull();
    // Told once, of all of them.
    expect(sentencesOf(read([agreed(null, "2022-07-01")]))).toEqual([
      "Both sides agreed to wait until 2022-07-01: a complaint before that day will be met with it.",
    ]);
    expect(sentencesOf(read([agreed("CBP", "2022-07-01")]))).toEqual([
      "CBP: Both sides agreed to wait until 2022-07-01: a complaint before that day will be met with it.",
    ]);
  });

  it("has the last day of the appeals that are needed: the first that can still be met, else the first", () => {
    const both = [
      determined("ICE", "2021-10-20", { appealUntil: "2022-02-08" }),
      determined("CBP", "2021-10-21", { appealUntil: "2022-02-01" }),
    ];
    const until = (events: readonly ClockEvent[], today: string) => {
      const { appealUntil, whole } = read(events, today);
      return [appealUntil?.date ?? null, whole.appealUntil?.date ?? null];
    };
    expect(until(both, "2022-02-01")).toEqual(["2022-02-01", "2022-02-01"]);
    expect(until(both, "2022-02-02")).toEqual(["2022-02-08", "2022-02-08"]);
    expect(until(both, "2022-02-09")).toEqual(["2022-02-01", "2022-02-01"]);
    expect(until(both.toReversed(), "2022-02-09")).toEqual(["2022-02-01", "2022-02-01"]);
    const turned = [
      determined("ICE", "2021-10-20", { appealUntil: "2022-02-01" }),
      determined("CBP", "2021-10-21", { appealUntil: "2022-02-08" }),
    ];
    expect(until(turned, "2022-02-09")).toEqual(["2022-02-01", "2022-02-01"]);
    // One that was appealed needs no further appeal.
    const sent = [...both, appealed("CBP", "2022-01-10")];
    expect(until(sent, "2022-01-15")).toEqual(["2022-02-08", "2022-02-08"]);
    expect(until(both.slice(0, 1), "2022-01-15")).toEqual(["2022-02-08", null]);
    expect(until([], "2022-01-15")).toEqual([null, null]);
  });

  it("lists the parts, stops and questions of each, and what a letter to all did once", () => {
    const events = [
      asked(null, "2021-10-13"),
      answered("ICE", "2021-10-15"),
      determined("ICE", "2021-10-20", { part: "Item 1" }),
      determined("CBP", "2021-10-21", { part: "Item 2" }),
    ];
    const found = read(events);
    expect(found.parts.map(({ part }) => part)).toEqual(["Item 1", "Item 2"]);
    expect(found.stops.map((stop) => stop.answered)).toEqual(["2021-10-15", null]);
    expect(found.openQuestions).toMatchObject([{ asked: "2021-10-13" }]);
    expect(read([asked(null, "2021-10-13")])).toMatchObject({
      stops: { length: 1 },
      openQuestions: { length: 1 },
    });
  });

  it("[L47] takes the other answer of each that has one, and none where it comes to the same", () => {
    const filed: ClockEvent = { kind: "suitFiled", dated: "2022-01-11" };
    const known = { sent: "2021-10-20", received: "2021-10-20" };
    const one = read([filed, determined("ICE", "2022-01-07")]).exhaustion;
    expect(one).toMatchObject({
      state: "must appeal",
      alternative: { state: "constructively exhausted", since: "2021-11-10" },
    });
    expect(one.alternative?.why).toMatch(
      /^At ICE: Of the determination of 2022-01-07 its own date alone is recorded\./u,
    );
    // The other component is in the way by either answer.
    const two = [filed, determined("ICE", "2022-01-07"), determined("CBP", "2021-10-20", known)];
    expect(read(two).exhaustion).toMatchObject({ state: "must appeal", alternative: null });
  });
});

describe("[L51] letters and appeals that name no component", () => {
  const namesNone = (day: string) =>
    `The letter of ${day} names no component, so it counts at each that has the request: correct it where one of them alone wrote it.`;

  it.each<[string, ClockEvent, string[]]>([
    ["a determination", determined(null, "2021-10-12"), [namesNone("2021-10-12")]],
    ["a question", asked(null, "2021-10-13"), [namesNone("2021-10-13")]],
    [
      "a question about fees",
      { kind: "feesAsked", dated: "2021-10-13" },
      [namesNone("2021-10-13")],
    ],
    [
      "an extension",
      { kind: "extended", dated: "2021-10-13", workingDays: 3 },
      [namesNone("2021-10-13")],
    ],
    ["an acknowledgment", { kind: "acknowledged", dated: "2021-10-13" }, []],
    ["a determination before one of them had it", determined(null, "2021-10-11"), []],
    ["a determination with its name", determined("CBP", "2021-10-20"), []],
  ])("are told where they count at each: %s", (_, event, told) => {
    expect(sentencesOf(read([event], "2021-10-20"))).toEqual(told);
  });

  const appealsOf = ({ components }: Clock) =>
    components.map(({ clock: { whole } }) => whole.appeal?.sent ?? null);

  it.each<[string, ClockEvent[], (string | null)[]]>([
    [
      "of the letter of its own day",
      [determined("ICE", "2021-10-20"), appealed(null, "2021-10-20")],
      ["2021-10-20", null],
    ],
    [
      "of the one that had answered, and not of one that answers later",
      [
        determined("ICE", "2021-10-20"),
        determined("CBP", "2021-10-26"),
        appealed(null, "2021-10-25"),
      ],
      ["2021-10-25", null],
    ],
    [
      "of both that had answered",
      [
        determined("ICE", "2021-10-20"),
        determined("CBP", "2021-10-21"),
        appealed(null, "2021-10-25"),
      ],
      ["2021-10-25", "2021-10-25"],
    ],
    [
      "of a letter to all, on the day on which the second had the request",
      [determined(null, "2021-10-12"), appealed(null, "2021-10-25")],
      ["2021-10-25", "2021-10-25"],
    ],
    [
      "of a letter to all the day before that",
      [determined(null, "2021-10-11"), appealed(null, "2021-10-25")],
      ["2021-10-25", null],
    ],
    [
      "of silence at the first alone, on the second's last day",
      [appealed(null, "2021-11-09")],
      ["2021-11-09", null],
    ],
    [
      "of silence at both the day after",
      [appealed(null, "2021-11-10")],
      ["2021-11-10", "2021-11-10"],
    ],
  ])("an appeal is %s", (_, events, sent) => {
    expect(appealsOf(read(events))).toEqual(sent);
  });

  it("an appeal of a part is of those that had determined it", () => {
    const part = { part: "Item 1" };
    const events = [
      determined("ICE", "2021-10-20", part),
      determined("CBP", "2021-10-20", { part: "Item 2" }),
      appealed(null, "2021-10-25", part),
    ];
    expect(
      read(events).components.map(({ clock: { parts } }) => parts[0]?.appeal?.sent ?? null),
    ).toEqual(["2021-10-25", null]);
  });

  it.each<[string, ClockEvent[]]>([
    ["on the day due at the first, before any had answered", [appealed(null, "2021-10-27")]],
    [
      "before a letter that came after it",
      [appealed(null, "2021-10-25"), determined("CBP", "2021-10-26")],
    ],
  ])("an appeal is refused at its place: %s", (_, [appeal, ...events]) => {
    const first = { kind: "acknowledged", dated: "2021-10-13" } as const;
    const answer = answerOf([first, ...(appeal ? [appeal] : []), ...events], LATE);
    expect(isRefused(answer) && answer.fields).toEqual({
      "events.1.sent":
        "There is no determination of any component before this appeal, and none was overdue. An appeal is of a determination (5 U.S.C. 552(a)(6)(A)(i)(III)(aa)), or of silence once one is overdue.",
    });
  });

  it("an early appeal that names its component is refused at its place in the whole record", () => {
    const others = Array.from({ length: 10 }, () => asked("CBP", "2021-10-13"));
    const early = appealed("ICE", "2021-10-27");
    const answer = answerOf([...others, early], LATE);
    expect(Object.keys((isRefused(answer) && answer.fields) || {})).toEqual(["events.10.sent"]);
  });

  it("the decision and the extension of an appeal are of those that were appealed", () => {
    const events = [
      determined("ICE", "2021-10-20"),
      determined("CBP", "2021-10-21"),
      appealed("ICE", "2021-10-25"),
      appealed("CBP", "2021-11-01"),
    ];
    const decisions = (event: ClockEvent, today = "2021-11-05") =>
      read([...events, event], today).components.map(
        ({ clock: { whole } }) =>
          `${whole.exhaustion.state}, due ${whole.appealDecision?.due ?? "never"}`,
      );
    const pending = ["appeal pending, due 2021-11-23", "appeal pending, due 2021-12-01"];
    expect(decisions({ kind: "acknowledged", dated: "2021-10-13" })).toEqual(pending);
    // Of the day on which one was sent, and of the day before.
    expect(decisions(decided(null, "2021-11-01"))).toEqual([
      "exhausted, due 2021-11-23",
      "exhausted, due 2021-12-01",
    ]);
    expect(decisions(decided(null, "2021-10-31"))).toEqual([
      "exhausted, due 2021-11-23",
      pending[1],
    ]);
    const longer = (dated: string): ClockEvent => ({
      kind: "appealExtended",
      dated,
      workingDays: 2,
    });
    expect(decisions(longer("2021-11-01"))).toEqual([
      "appeal pending, due 2021-11-26",
      "appeal pending, due 2021-12-03",
    ]);
    expect(decisions(longer("2021-10-31"))).toEqual(["appeal pending, due 2021-11-26", pending[1]]);
  });

  it("[L8] the request itself is of each, though it was written before any of them had it", () => {
    const { components } = read([{ kind: "requestSent", dated: "2021-09-27" }]);
    expect(components.map(({ clock: { expedited } }) => expedited.fromRequest)).toEqual([
      "2021-10-07",
      "2021-10-07",
    ]);
  });

  it("an answer of ours on the day of a component's receipt, or before it, is its own all the same", () => {
    const early = asked("ICE", "2021-10-05");
    const found = read([early, answered(null, "2021-10-06")]);
    expect(found.components.map(({ clock: { due } }) => due.isStopped)).toEqual([false, false]);
  });

  it.each<[string, ClockEvent[], boolean]>([
    ["both asked before it", [asked("ICE", "2021-10-13"), asked("CBP", "2021-10-14")], true],
    ["both asked on its day", [asked("ICE", "2021-10-18"), asked("CBP", "2021-10-18")], true],
    ["one asks the day after", [asked("ICE", "2021-10-13"), asked("CBP", "2021-10-19")], false],
    [
      "one had its answer that day",
      [asked("ICE", "2021-10-13"), asked("CBP", "2021-10-13"), answered("CBP", "2021-10-18")],
      false,
    ],
    [
      "one had its answer the day after",
      [asked("ICE", "2021-10-13"), asked("CBP", "2021-10-13"), answered("CBP", "2021-10-19")],
      true,
    ],
    [
      "a letter to all asked on the day of another's question about fees",
      [asked(null, "2021-10-13"), at("CBP", { kind: "feesAsked", dated: "2021-10-13" })],
      false,
    ],
  ])("an answer of October 18 is of no one's question: %s", (_, questions, isUnclear) => {
    const found = read([...questions, answered(null, "2021-10-18")]);
    expect(
      sentencesOf(found).filter((it) => it.startsWith("Our answer of 2021-10-18")),
    ).toHaveLength(isUnclear ? 1 : 0);
  });

  it("the ten days of routing run from the first of three, and from none of the same day", () => {
    const third = [...BOTH, { name: "USCIS", received: "2021-12-01" }];
    for (const components of [third, third.toReversed()]) {
      const last = read([], LATE, { components }).components.find((it) => it.component === "USCIS");
      expect(last?.clock.due.start).toEqual({ earliest: "2021-10-08", latest: "2021-12-01" });
      expect(last?.clock.rangeWhy).toContain("ten days after ICE had the request");
    }
    const later = SAME.map(({ name }) => ({ name, received: "2021-12-01" }));
    const same = read([], LATE, { components: later });
    expect(same.components.map(({ clock: { rangeWhy } }) => rangeWhy)).toEqual([null, null]);
  });
});

describe("[L51] a record that lists a single component", () => {
  it("counts from its receipt, unless another one is recorded", () => {
    const components = BOTH.slice(0, 1);
    const found = read([determined("ICE", "2021-10-20")], LATE, { components });
    expect(found).toMatchObject({
      components: [],
      due: { latest: "2021-10-27" },
      exhaustion: { state: "must appeal" },
    });
    const receivedProper = "2021-10-01";
    expect(read([], LATE, { components, receivedProper }).due.start.latest).toBe(receivedProper);
  });
});
