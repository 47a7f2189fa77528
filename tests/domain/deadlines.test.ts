import { describe, expect, it } from "vitest";
import { timeText, timeOf } from "#app/domain/clock-hour.ts";
import { calendarEventOf } from "#app/domain/deadlines/calendar-event.ts";
import {
  byUrgency,
  deadlineDayText,
  distanceText,
  urgencyOf,
  type Deadline,
} from "#app/domain/deadlines/deadline.ts";
import {
  deadlinesOfRequest,
  determinationDue,
  isReceiptAwaited,
  unconfirmedAppeals,
} from "#app/domain/deadlines/of-request.ts";
import { deadlinesOfSuit } from "#app/domain/deadlines/of-suit.ts";
import type { ChangedDraft } from "#app/domain/deadlines/changed-draft.ts";
import { waitingGroups, type Ask, type Decided, type Said } from "#app/domain/deadlines/waiting.ts";
import { deadlinesOf } from "#app/domain/docket-event/due.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { clock, isRefused, type ClockEvent, type ClockRecord } from "#app/domain/foia-clock.ts";

const CALENDAR = { closures: [], inaugurationDay: false };
const MATTER_TAG = { slug: "priorities", title: "Records about the priorities" };

type Received = Partial<ClockRecord>;

function requestWith(
  events: readonly ClockEvent[],
  today: string,
  received: Received = { receivedProper: "2021-10-07" },
  isClosed = false,
) {
  const record: ClockRecord = {
    ...received,
    events: [{ kind: "requestSent", dated: "2021-10-07" }, ...events],
  };
  const answer = clock(record, CALENDAR, today);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  const request = { documentId: "doc", title: "FOIA request", matter: MATTER_TAG };
  const alike = { events: [], expeditionOwedBy: [], isClosed, isInvented: false };
  return { ...request, ...alike, record, clock: answer };
}

function ofRequest(
  events: readonly ClockEvent[],
  today: string,
  received?: Received,
  asksExpedition = false,
): Deadline[] {
  const expeditionOwedBy = asksExpedition ? [null] : [];
  return deadlinesOfRequest({ ...requestWith(events, today, received), expeditionOwedBy }, today);
}

const short = (deadlines: readonly Deadline[]) =>
  deadlines.map(({ kind, due, by }) => `${kind} ${due} ${by}`);

describe("what is due about a request", () => {
  it("[L2] [L14] is the determination, on the earliest day, with the latest and the source beside it", () => {
    const [due, ...rest] = ofRequest([], "2021-10-20", { receivedAny: "2021-10-07" });
    expect(rest).toEqual([]);
    expect(due).toMatchObject({
      key: "paper:doc:determination",
      by: "them",
      // Ten calendar and ten working days of routing; Columbus Day and Veterans Day are left out.
      due: "2021-11-15",
      orElse: "2021-11-22",
    });
    expect(due?.why).toContain("October 17, 2021");
    expect(due?.source).toContain("552(a)(6)(A)");
  });

  it("[L49] is a new determination after a remand", () => {
    const events: ClockEvent[] = [
      { kind: "determined", dated: "2021-10-20" },
      { kind: "appealed", sent: "2021-11-01", received: "2021-11-02" },
      { kind: "appealDecided", dated: "2021-11-15", result: "remanded" },
    ];
    expect(short(ofRequest(events, "2021-11-20"))).toEqual(["determination 2021-12-14 them"]);
  });

  it("[L50] is the decision on an appeal of silence, until its day has passed", () => {
    const events: ClockEvent[] = [{ kind: "appealed", sent: "2021-11-10", received: "2021-11-10" }];
    const kinds = (today: string) => ofRequest(events, today).map(({ kind }) => kind);
    expect(kinds("2021-11-20")).toEqual(["determination", "appeal-decision"]);
    expect(kinds("2022-02-01")).toEqual(["determination"]);
  });

  it("[L48] is no appeal where one was sent, though late", () => {
    const events: ClockEvent[] = [
      { kind: "determined", dated: "2021-10-20" },
      { kind: "appealed", sent: "2022-06-10", received: "2022-06-10" },
    ];
    expect(ofRequest(events, "2022-09-01")).toEqual([]);
  });

  it("[L54] is the day that both agreed on until it has passed, also after the statute's", () => {
    const events: ClockEvent[] = [{ kind: "dateAgreed", dated: "2021-10-15", until: "2022-03-01" }];
    const kinds = (today: string) => ofRequest(events, today).map(({ kind }) => kind);
    expect(kinds("2022-02-01")).toEqual(["determination", "agreed"]);
    expect(kinds("2022-03-02")).toEqual(["determination"]);
  });

  it("[L1] is nothing while no receipt is recorded", () => {
    expect(ofRequest([], "2021-12-01", {})).toEqual([]);
  });

  it("[L8] is the decision on expedition where it is awaited, ten days from the request, with those from the receipt", () => {
    const received = { receivedProper: "2021-10-12" };
    const asked = (events: readonly ClockEvent[] = []) =>
      ofRequest(events, "2021-10-13", received, true).filter(({ kind }) => kind === "expedition");
    expect(asked()).toMatchObject([
      { key: "paper:doc:expedition", due: "2021-10-17", orElse: "2021-10-22", by: "them" },
    ]);
    expect(asked()[0]?.source).toContain("552(a)(6)(E)(ii)(I)");
    expect(asked([{ kind: "suitFiled", dated: "2021-10-12" }])).toEqual([]);
    expect(ofRequest([], "2021-10-13", {}, true)).toMatchObject([
      { kind: "expedition", due: "2021-10-17", orElse: null },
    ]);
  });

  it("[L9] is our answer to a question, and no determination while the clock is stopped", () => {
    const asked = { kind: "informationAsked", dated: "2021-10-14" } as const;
    expect(short(ofRequest([asked], "2021-10-20"))).toEqual(["question 2021-11-29 us"]);
    const answered = { kind: "informationAnswered", received: "2021-10-20" } as const;
    expect(short(ofRequest([asked, answered], "2021-10-21"))).toEqual([
      "determination 2021-11-12 them",
    ]);
  });

  it("[L11] [L12] is the appeal after a determination, then the decision on it, then nothing", () => {
    const determined = { kind: "determined", dated: "2021-11-01" } as const;
    expect(short(ofRequest([determined], "2021-11-05"))).toEqual(["appeal 2022-03-15 us"]);
    const appealed = { kind: "appealed", sent: "2021-12-01", received: "2021-12-03" } as const;
    expect(short(ofRequest([determined, appealed], "2021-12-06"))).toEqual([
      "appeal-decision 2022-01-04 them",
    ]);
    const decided = { kind: "appealDecided", dated: "2021-12-20" } as const;
    expect(ofRequest([determined, appealed, decided], "2021-12-21")).toEqual([]);
    // [L48] One that was closed was not decided.
    const closed = { ...decided, result: "closed" } as const;
    expect(short(ofRequest([determined, appealed, closed], "2021-12-21"))).toEqual([
      "appeal-decision 2022-01-04 them",
    ]);
  });

  it("[L11] is an appeal of each part that was determined by itself", () => {
    const part = { kind: "determined", dated: "2021-11-01", part: "Item 1" } as const;
    const found = ofRequest([part], "2021-11-05");
    expect(short(found)).toEqual(["determination 2021-11-05 them", "appeal 2022-03-15 us"]);
    expect(found[1]).toMatchObject({
      key: "paper:doc:appeal:Item 1",
      what: "Send the administrative appeal (Item 1)",
    });
  });

  it("[L11] is the appeal of the whole, also where a part was decided on appeal before", () => {
    const part = "expedited processing";
    const found = ofRequest(
      [
        { kind: "determined", dated: "2021-10-20", part },
        { kind: "appealed", sent: "2021-10-21", part },
        { kind: "appealDecided", dated: "2021-10-28", part },
        { kind: "determined", dated: "2021-11-01", appealUntil: "2022-01-05" },
      ],
      "2021-11-05",
    );
    expect(short(found)).toEqual(["appeal 2022-01-05 us"]);
    expect(found[0]).toMatchObject({
      what: "Send the administrative appeal",
      why: expect.stringContaining("states January 5, 2022, which is earlier"),
    });
  });

  it("[L8] [L11] is the appeal of a denial of expedition until the whole is answered, and of the fee waiver's after that, too", () => {
    const denied = { kind: "determined", dated: "2021-10-20" } as const;
    const both: ClockEvent[] = [
      { ...denied, part: "expedited processing" },
      { ...denied, part: "fee waiver" },
    ];
    const appeals = (events: readonly ClockEvent[]) =>
      ofRequest(events, "2021-11-05")
        .filter(({ kind }) => kind === "appeal")
        .map(({ what }) => what);
    expect(appeals(both)).toEqual([
      "Send the administrative appeal (expedited processing)",
      "Send the administrative appeal (fee waiver)",
    ]);
    expect(appeals([...both, { kind: "determined", dated: "2021-11-01" }])).toEqual([
      "Send the administrative appeal (fee waiver)",
      "Send the administrative appeal",
    ]);
  });

  it("[L15] is the last day to sue in its last year, and the docket's to say after the complaint", () => {
    expect(short(ofRequest([], "2021-12-01"))).toEqual(["determination 2021-11-05 them"]);
    expect(short(ofRequest([], "2027-01-04"))).toEqual([
      "determination 2021-11-05 them",
      "limitations 2027-11-05 us",
    ]);
    const suit = { kind: "suitFiled", dated: "2022-01-10" } as const;
    expect(ofRequest([suit], "2027-01-04")).toEqual([]);
    // Dismissed without prejudice, it stopped no limitation.
    expect(short(ofRequest([{ ...suit, dismissed: "2022-06-15" }], "2027-01-04"))).toEqual([
      "limitations 2027-11-05 us",
    ]);
  });
});

describe("what is due about a request at the turn of a day", () => {
  const determined = { kind: "determined", dated: "2021-11-01" } as const;
  const appealed = { kind: "appealed", sent: "2021-12-01", received: "2021-12-03" } as const;
  const agreed = { kind: "dateAgreed", dated: "2021-10-08", until: "2021-10-20" } as const;
  const remanded = { kind: "appealDecided", dated: "2021-12-20", result: "remanded" } as const;

  it.each<[string, ClockEvent[], string, string[]]>([
    ["[L54] an agreed day on it", [agreed], "2021-10-20", ["determination", "agreed"]],
    ["[L54] no agreed day after it", [agreed], "2021-10-21", ["determination"]],
    ["[L54] no agreed day once an answer came", [agreed, determined], "2021-11-02", ["appeal"]],
    ["[L48] the appeal on its last day", [determined], "2022-03-15", ["appeal"]],
    ["[L48] an appeal that was missed, as late", [determined], "2022-03-16", ["appeal"]],
    [
      "[L50] the decision on an appeal of silence on its day",
      [{ ...appealed, sent: "2021-11-08", received: "2021-11-10" }],
      "2021-12-10",
      ["determination", "appeal-decision"],
    ],
    [
      "[L50] none the day after",
      [{ ...appealed, sent: "2021-11-08", received: "2021-11-10" }],
      "2021-12-11",
      ["determination"],
    ],
    [
      "[L50] none of an appeal of silence that was decided",
      [
        { ...appealed, sent: "2021-11-08", received: "2021-11-10" },
        { kind: "appealDecided", dated: "2021-11-20", result: "closed" },
      ],
      "2021-11-21",
      ["determination"],
    ],
    [
      "[L57] none of an appeal whose arrival is not known",
      [determined, { kind: "appealed", sent: "2021-12-01" }],
      "2021-12-02",
      [],
    ],
    [
      "[L49] a new determination after a remand",
      [determined, appealed, remanded],
      "2021-12-21",
      ["determination"],
    ],
    [
      "[L48] [L49] none after a remand of an appeal that came too late",
      [{ ...determined, appealUntil: "2021-11-30" }, appealed, remanded],
      "2021-12-21",
      [],
    ],
    [
      "[L15] no last day to sue a year and a day before",
      [determined, { kind: "dateAgreed", dated: "2021-10-08", until: "2021-10-09" }],
      "2026-11-04",
      ["appeal"],
    ],
  ])("is %s", (_, events, today, kinds) => {
    expect(ofRequest(events, today).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("[L15] is the last day to sue from 365 days before", () => {
    const has = (today: string) => ofRequest([], today).some(({ kind }) => kind === "limitations");
    expect([has("2026-11-04"), has("2026-11-05")]).toEqual([false, true]);
  });

  it("is nothing of a request that is closed", () => {
    const request = requestWith([], "2021-10-20", undefined, true);
    expect(deadlinesOfRequest({ ...request, expeditionOwedBy: [null] }, "2021-10-20")).toEqual([]);
  });

  it("[L5] [L9] says of what it is, with the days of an extension", () => {
    const extended = { kind: "extended", dated: "2021-10-20", workingDays: 3 } as const;
    const why = (...events: ClockEvent[]) => ofRequest(events, "2021-10-21")[0];
    expect(why()).toMatchObject({
      why: "20 working days after the receipt, which counts from October 7, 2021.",
      orElse: null,
    });
    expect(why(extended)?.why).toBe(
      "20 working days after the receipt, which counts from October 7, 2021, and 3 more for the extension.",
    );
    expect(why({ kind: "feesAsked", dated: "2021-10-14" })?.what).toBe(
      "Answer the agency about fees",
    );
    expect(why({ kind: "informationAsked", dated: "2021-10-14" })?.what).toBe(
      "Answer the agency’s question",
    );
    const part = { kind: "determined", dated: "2021-10-20", part: "Item 1" } as const;
    const found = ofRequest(
      [part, { ...appealed, part: "Item 1" }, { ...remanded, part: "Item 1" }],
      "2021-12-21",
    );
    expect(found.map(({ key, what }) => [key, what])).toEqual([
      ["paper:doc:determination", "The agency’s determination"],
      ["paper:doc:remand:Item 1", "The agency’s new determination after the remand (Item 1)"],
    ]);
  });

  it("[L4] says how many working days it left out because the clock was stopped", () => {
    const asked = { kind: "feesAsked", dated: "2021-10-14" } as const;
    const answeredOn = (received: string, ...more: ClockEvent[]) =>
      ofRequest([asked, { kind: "feesAnswered", received }, ...more], "2021-10-26");
    const counted = "20 working days after the receipt, which counts from October 7, 2021";
    // A weekend lies between.
    expect(answeredOn("2021-10-18")).toMatchObject([
      {
        due: "2021-11-09",
        why: `${counted}, without the 2 working days on which the clock was stopped.`,
      },
    ]);
    expect(answeredOn("2021-10-15")).toMatchObject([
      {
        due: "2021-11-08",
        why: `${counted}, without the working day on which the clock was stopped.`,
      },
    ]);
    expect(
      answeredOn("2021-10-18", { kind: "extended", dated: "2021-10-25", workingDays: 3 }),
    ).toMatchObject([
      {
        due: "2021-11-15",
        why: `${counted}, and 3 more for the extension, without the 2 working days on which the clock was stopped.`,
      },
    ]);
  });

  it("[L5] [L14] speaks of no extension that came too late for the earlier of two days", () => {
    const extended = { kind: "extended", dated: "2021-11-17", workingDays: 5 } as const;
    expect(ofRequest([extended], "2021-11-18", { receivedAny: "2021-10-07" })).toMatchObject([
      {
        due: "2021-11-15",
        orElse: "2021-11-30",
        why: "20 working days after the receipt, which counts from October 17, 2021.",
      },
    ]);
  });

  it("[L12] [L5] says of the decision on an appeal how many days an extension added", () => {
    const extended = { kind: "appealExtended", dated: "2021-12-20", workingDays: 5 } as const;
    const decision = (...events: ClockEvent[]) =>
      ofRequest([determined, appealed, ...events], "2021-12-21");
    expect(decision()).toMatchObject([
      { due: "2022-01-04", why: "20 working days after the appeals office had the appeal." },
    ]);
    expect(decision(extended)).toMatchObject([
      {
        due: "2022-01-11",
        why: "20 working days after the appeals office had the appeal, and 5 more for the extension.",
      },
    ]);
  });

  it("[L8] has one day for expedition where the agency had the request on the day it was written", () => {
    const [, found] = ofRequest([], "2021-10-08", undefined, true);
    expect(found).toMatchObject({ kind: "expedition", due: "2021-10-17", orElse: null });
  });

  it.each<[string, ClockEvent[], string | null]>([
    ["awaited", [], "2021-11-05"],
    ["come", [determined], null],
    ["moot after a suit", [{ kind: "suitFiled", dated: "2021-11-08" }], null],
    ["due anew after a remand", [determined, appealed, remanded], null],
  ])("[L13] [L49] the determination of the statute is %s", (_, events, due) => {
    expect(determinationDue(requestWith(events, "2021-12-21"))).toBe(due);
  });

  it.each<[string, ClockEvent[], Received, boolean, boolean]>([
    ["while none is recorded", [], {}, false, true],
    ["not once it is", [], { receivedProper: "2021-10-12" }, false, false],
    ["not once an office that routes had it", [], { receivedAny: "2021-10-12" }, false, false],
    ["not after an answer", [determined], {}, false, false],
    ["not after a suit", [{ kind: "suitFiled", dated: "2021-12-01" }], {}, false, false],
    ["not of a closed request", [], {}, true, false],
  ])("[L1] the receipt is asked for: %s", (_, events, received, isClosed, isAsked) => {
    expect(isReceiptAwaited(requestWith(events, "2021-12-21", received, isClosed))).toBe(isAsked);
  });

  const silent = { kind: "appealed", sent: "2021-12-01" } as const;
  it.each<[string, ClockEvent[], string[], boolean?]>([
    ["that has none", [determined, silent], ["2021-12-01"]],
    ["that has one", [determined, appealed], []],
    ["that was decided", [determined, silent, { kind: "appealDecided", dated: "2021-12-10" }], []],
    [
      "that was closed without a decision",
      [determined, silent, { kind: "appealDecided", dated: "2021-12-10", result: "closed" }],
      ["2021-12-01"],
    ],
    ["after a suit", [determined, silent, { kind: "suitFiled", dated: "2021-12-15" }], []],
    ["of a closed request", [determined, silent], [], true],
    [
      "of a part and of the whole, each once and the first one first",
      [
        determined,
        { ...determined, part: "fee waiver" },
        { ...determined, part: "Item 1" },
        { ...silent, sent: "2021-12-05", part: "fee waiver" },
        { ...silent, sent: "2021-12-03", part: "Item 1" },
        { ...silent, sent: "2021-12-03" },
      ],
      ["2021-12-03", "2021-12-05"],
    ],
    ["where none was sent", [determined], []],
  ])("[L57] the arrival of an appeal is asked for: %s", (_, events, days, isClosed = false) => {
    expect(unconfirmedAppeals(requestWith(events, "2021-12-21", undefined, isClosed))).toEqual(
      days,
    );
  });
});

const PERSON = { recordedById: "user", recordedAt: new Date("2022-01-11T12:00:00Z") };

describe("what is due in a lawsuit", () => {
  it("[L37] [L39] is each service that is not recorded, and a release that was missed", () => {
    const served: DocketEvent = {
      ...PERSON,
      id: "e1",
      kind: "service",
      dated: "2022-01-20",
      number: null,
      text: "",
      correctsId: null,
      isRetracted: false,
      isInvented: false,
      details: { on: "usAttorney", agency: null, method: "hand", article: null, sentOn: null },
    };
    const schedule: DocketEvent = {
      ...PERSON,
      id: "e2",
      kind: "productionSchedule",
      dated: "2022-02-01",
      number: "9",
      text: "Monthly releases",
      correctsId: null,
      isRetracted: false,
      isInvented: true,
      details: {
        under: null,
        rule: null,
        orderNumber: "9",
        orderedOn: "2022-02-01",
        pagesAMonth: 500,
        firstOn: "2022-03-01",
        lastOn: null,
        dayOfMonth: 1,
      },
    };
    const suit = {
      filedOn: "2022-01-10",
      answerDueOn: null,
      defendants: [],
      events: [served, schedule],
      productions: [],
    };
    const today = "2022-03-02";
    const deadlines = deadlinesOfSuit({
      docketId: "suit",
      name: "Council v. ICE",
      matter: MATTER_TAG,
      deadlines: deadlinesOf(suit, CALENDAR, today),
    });
    expect(deadlines.map(({ key }) => key)).toEqual([
      "suit:suit:answer",
      "suit:suit:release-e2-2022-03-01",
      "suit:suit:release-e2-2022-04-01",
      "suit:suit:service-attorneyGeneral",
      "suit:suit:service-agency",
    ]);
    const groups = waitingGroups({ asks: [], deadlines, changed: [] }, today);
    expect(groups.map(({ name, entries }) => [name, entries.length])).toEqual([
      ["month", 1],
      ["agency-late", 2],
      ["later", 2],
    ]);
    expect(groups[1]?.entries[1]).toMatchObject({
      what: "The agency’s release of 500 pages",
      about: "Council v. ICE",
      path: "/matters/priorities/dockets/suit",
      due: { distance: "1 day ago, and not recorded as done" },
      isInvented: true,
    });
  });
});

describe("what waits for somebody", () => {
  const deadline = (due: string, by: "us" | "them" = "us", key = due): Deadline => ({
    key,
    kind: "brief",
    matter: MATTER_TAG,
    place: { of: "suit", docketId: "suit", name: "Council v. ICE" },
    what: "Reply brief",
    due,
    orElse: null,
    by,
    why: "By order No. 9.",
    source: "Order of the court",
    isInvented: false,
  });
  const ask: Ask = {
    what: "sign-off",
    documentId: "doc",
    title: "Complaint",
    matter: MATTER_TAG,
    organization: "ILRC",
    since: "2022-01-01T12:00:00.000Z",
  };
  const changed: ChangedDraft = {
    documentId: "draft",
    title: "Letter",
    matter: MATTER_TAG,
    writers: ["Ana", "Ben", "Ida", "Olga"],
    changes: [],
    at: "2022-01-01T12:00:00.000Z",
  };

  it("comes by urgency: what is late and ours first, what is far off last, each with its page", () => {
    const deadlines = ["2022-06-01", "2022-01-20", "2022-01-12", "2022-01-05"].map((due) =>
      deadline(due),
    );
    const found = {
      asks: [ask],
      deadlines: [...deadlines, deadline("2022-01-04", "them")],
      changed: [changed],
    };
    const groups = waitingGroups(found, "2022-01-10");
    expect(groups.map(({ name }) => name)).toEqual([
      "late",
      "soon",
      "asked",
      "month",
      "agency-late",
      "changed",
      "later",
    ]);
    const entries = groups.flatMap((group) => group.entries);
    expect(entries.map(({ what, path }) => `${what} ${path}`)).toEqual([
      "Reply brief /matters/priorities/dockets/suit",
      "Reply brief /matters/priorities/dockets/suit",
      "Sign off for ILRC /documents/doc/review",
      "Reply brief /matters/priorities/dockets/suit",
      "Reply brief /matters/priorities/dockets/suit",
      "Ana, Ben and 2 others wrote in it /documents/draft",
      "Reply brief /matters/priorities/dockets/suit",
    ]);
    expect(waitingGroups({ asks: [], deadlines: [], changed: [] }, "2022-01-10")).toEqual([]);
  });

  it("shows at most thirty of a kind, and says how many more there are", () => {
    const many = Array.from({ length: 45 }, (_, index) => deadline("2022-01-11", "us", `${index}`));
    const [group] = waitingGroups({ asks: [], deadlines: many, changed: [] }, "2022-01-10");
    expect(group?.entries).toHaveLength(30);
    expect(group?.more).toBe(15);
  });

  it("comes in the same order everywhere: by day, ours first, and then by its name", () => {
    const sorted = [
      deadline("2022-01-11", "us", "a"),
      deadline("2022-01-12", "us", "b"),
      deadline("2022-01-12", "us", "c"),
      deadline("2022-01-12", "them", "a"),
      deadline("2022-01-13", "us", "a"),
    ];
    expect(sorted.toReversed().toSorted(byUrgency)).toEqual(sorted);
    expect(sorted.toSorted(byUrgency)).toEqual(sorted);
  });

  const said: Said = {
    threadId: "t",
    why: "mentioned",
    documentId: "doc",
    title: "Complaint",
    matter: MATTER_TAG,
    by: ["Ana"],
    among: null,
    at: "2022-01-01T12:00:00.000Z",
  };
  const decided: Decided = { ...said, was: "accepted", count: 1, isAnswered: false };

  it.each<[string, Partial<Parameters<typeof waitingGroups>[0]>, string | null]>([
    ["Ana mentioned you", { said: [said] }, null],
    [
      "Somebody answered you among ILRC",
      { said: [{ ...said, why: "answered", by: [], among: "ILRC" }] },
      null,
    ],
    ["Ana accepted your suggestion", { decided: [decided] }, null],
    [
      "Ana and Ben rejected 2 of your suggestions, and there is an answer among ILRC",
      {
        decided: [
          {
            ...decided,
            was: "rejected",
            count: 2,
            by: ["Ana", "Ben"],
            isAnswered: true,
            among: "ILRC",
          },
        ],
      },
      null,
    ],
    [
      "Somebody opened your suggestion again, out of the draft",
      { decided: [{ ...decided, was: "reopened", by: [] }] },
      null,
    ],
    [
      "Ana accepted other words where your suggestion stands",
      { decided: [{ ...decided, was: "overtaken" }] },
      "It is still open: look whether your words should stand.",
    ],
    [
      "Ana accepted other words where 2 of your suggestions stand",
      { decided: [{ ...decided, was: "overtaken", count: 2 }] },
      "They are still open: look whether your words should stand.",
    ],
    [
      "Version 3 was submitted after you asked for changes",
      { met: [{ ...said, version: 3, since: said.at }] },
      null,
    ],
    ["Make the changes that ILRC asked for", { asks: [{ ...ask, what: "changes" }] }, null],
    ["File for ILRC", { asks: [{ ...ask, what: "filing" }] }, null],
    [
      "Sign off for ILRC",
      { asks: [{ ...ask, isAnswered: true }] },
      "You asked for changes before; this version was submitted after.",
    ],
    ["Ana and Ben wrote in it", { changed: [{ ...changed, writers: ["Ana", "Ben"] }] }, null],
    [
      "Ana, Ben and 1 other wrote in it",
      { changed: [{ ...changed, writers: ["Ana", "Ben", "Ida"] }] },
      null,
    ],
    ["Ana wrote in it", { changed: [{ ...changed, writers: ["Ana"] }] }, null],
    ["Others wrote in it", { changed: [{ ...changed, writers: [] }] }, null],
    [
      "1 change by ILRC since you looked",
      { changed: [{ ...changed, changes: [{ organization: "ILRC", changes: 1 }] }] },
      null,
    ],
    [
      "5 changes by ILRC (2) and people who have left (3) since you looked",
      {
        changed: [
          {
            ...changed,
            changes: [
              { organization: "ILRC", changes: 2 },
              { organization: "", changes: 3 },
            ],
          },
        ],
      },
      null,
    ],
    [
      "Confirm the receipt",
      { unconfirmed: [{ ...said, filedOn: "2021-10-07", since: said.at, appealSent: null }] },
      "Filed on October 7, 2021; the agency’s time runs from the day on which it received the request, and none is recorded.",
    ],
    [
      "Find out when the appeals office had the appeal",
      {
        unconfirmed: [{ ...said, filedOn: "2021-10-07", since: said.at, appealSent: "2021-12-01" }],
      },
      "Sent on December 1, 2021; the time for its decision runs from the day on which the appeals office received it, and none is recorded.",
    ],
  ])("is told in words: %s", (what, found, why) => {
    const groups = waitingGroups({ asks: [], deadlines: [], changed: [], ...found }, "2022-01-10");
    expect(groups.flatMap(({ entries }) => entries)).toMatchObject([
      { what, why, due: null, isInvented: false },
    ]);
  });

  it("has the other day of an unsettled rule, the hour and whose it is in a calendar", () => {
    const due = deadline("2022-01-12");
    const linesOf = (it: Deadline) => calendarEventOf(it).description.split("\n");
    expect(linesOf(due)).toEqual([
      "Records about the priorities: Council v. ICE",
      "Ours to do.",
      "By order No. 9.",
      "Source: Order of the court",
    ]);
    expect(linesOf({ ...due, orElse: "2022-01-14", by: "them", isInvented: true })).toEqual([
      "Records about the priorities: Council v. ICE",
      "Wednesday, January 12, 2022, or January 14, 2022 on another reading of the rule.",
      "The agency’s to do.",
      "By order No. 9.",
      "Source: Order of the court",
      "Made up for this demonstration.",
    ]);
    const noon = { ...due, hour: { time: "12:30", zone: null } };
    expect(linesOf(noon)[1]).toBe("Wednesday, January 12, 2022, 12:30 p.m. by the court’s clock.");
    expect(calendarEventOf(noon).hour).toBeNull();
    expect(deadlineDayText(due)).toBe("Wednesday, January 12, 2022");
  });

  it.each<[string, string | null, string?]>([
    ["2 pm", "14:00", "2:00 p.m."],
    [" 2:05 P.M. ", "14:05", "2:05 p.m."],
    ["12 am", "00:00", "12:00 a.m."],
    ["12 p.m.", "12:00", "12:00 p.m."],
    ["Noon", "12:00"],
    ["11:59 am", "11:59", "11:59 a.m."],
    ["23:59", "23:59", "11:59 p.m."],
    ["0:30", "00:30", "12:30 a.m."],
    ["1 am", "01:00"],
    ["24:00", null],
    ["14:60", null],
    ["0 am", null],
    ["13 pm", null],
    ["14", null],
    ["soon", null],
  ])("has the hour that a court set as it was typed: %s", (typed, time, words) => {
    expect(timeOf(typed)).toBe(time);
    if (time !== null && words !== undefined) expect(timeText(time)).toBe(words);
  });

  it("says how far off a day is, over the turn of months and leap days", () => {
    const said = (due: string, by: "us" | "them" = "us") => {
      const about = { due, by };
      return `${urgencyOf(about, "2024-02-27")}: ${distanceText(about, "2024-02-27")}`;
    };
    expect(said("2024-02-27")).toBe("today: today");
    expect(said("2024-02-28")).toBe("week: tomorrow");
    expect(said("2024-03-05")).toBe("week: in 7 days");
    expect(said("2024-03-06")).toBe("month: in 8 days");
    expect(said("2024-02-29")).toBe("week: in 2 days");
    expect(said("2024-03-29")).toBe("month: in 31 days");
    expect(said("2024-03-30")).toBe("later: in 32 days");
    expect(said("2024-02-26")).toBe("late: 1 day late");
    expect(said("2020-01-01")).toBe("late: 1,518 days late");
    expect(said("2024-01-01", "them")).toBe("late: 57 days ago, and not recorded as done");
  });
});
