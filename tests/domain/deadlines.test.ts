import { describe, expect, it } from "vitest";
import { distanceInWords, urgencyOf, type Deadline } from "#app/domain/deadlines/deadline.ts";
import { deadlinesOfRequest } from "#app/domain/deadlines/of-request.ts";
import { deadlinesOfSuit } from "#app/domain/deadlines/of-suit.ts";
import type { ChangedDraft } from "#app/domain/deadlines/changed-draft.ts";
import { waitingGroups, type Ask } from "#app/domain/deadlines/waiting.ts";
import { deadlinesOf } from "#app/domain/docket-event/due.ts";
import type { DocketEvent } from "#app/domain/docket-event/event.ts";
import { clock, isRefused, type ClockEvent, type ClockRecord } from "#app/domain/foia-clock.ts";

const CALENDAR = { closures: [], inaugurationDay: false };
const MATTER_TAG = { slug: "priorities", title: "Records about the priorities" };

function ofRequest(
  events: readonly ClockEvent[],
  today: string,
  received: Partial<ClockRecord> = { receivedProper: "2021-10-07" },
  asksExpedition = false,
): Deadline[] {
  const record: ClockRecord = {
    ...received,
    events: [{ kind: "requestSent", dated: "2021-10-07" }, ...events],
  };
  const answer = clock(record, CALENDAR, today);
  if (isRefused(answer)) throw new Error(answer.sentence);
  const request = { documentId: "doc", title: "FOIA request", matter: MATTER_TAG };
  return deadlinesOfRequest(
    {
      ...request,
      record,
      clock: answer,
      events: [],
      expeditionOwedBy: asksExpedition ? [null] : [],
      isClosed: false,
      isInvented: false,
    },
    today,
  );
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

  it("says how far off a day is, over the turn of months and leap days", () => {
    const said = (due: string, by: "us" | "them" = "us") => {
      const about = { due, by };
      return `${urgencyOf(about, "2024-02-27")}: ${distanceInWords(about, "2024-02-27")}`;
    };
    expect(said("2024-02-27")).toBe("today: today");
    expect(said("2024-02-28")).toBe("week: tomorrow");
    expect(said("2024-03-05")).toBe("week: in 7 days");
    expect(said("2024-03-06")).toBe("month: in 8 days");
    expect(said("2024-02-26")).toBe("late: 1 day late");
    expect(said("2024-01-01", "them")).toBe("late: 57 days ago, and not recorded as done");
  });
});
