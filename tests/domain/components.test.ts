import { describe, expect, it } from "vitest";
import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import { effectiveEvents, type AgencyEvent } from "#app/domain/agency-record/event.ts";
import { feesByComponent, feesOf } from "#app/domain/agency-record/fees.ts";
import { expeditionOwedBy } from "#app/domain/agency-record/expedition.ts";
import { numbersOwed, trackingNumbersOf } from "#app/domain/agency-record/tracking.ts";
import { deadlinesOfRequest, determinationDue } from "#app/domain/deadlines/of-request.ts";
import { clock, isRefused, type Clock, type ClockRecord } from "#app/domain/foia-clock.ts";
import { agencyEvent } from "#tests/support/filed-request.ts";

const CALENDAR = { closures: [], inaugurationDay: false };
const ICE = "ICE FOIA Office";
const CBP = "CBP FOIA Division";
const FILED = { filedOn: "2021-09-23" };

const receipt = (office: string, received: string, isProper = true) =>
  agencyEvent(`received-${office}-${received}`, "received", { received }, { office, isProper });
const AT_ICE = receipt(ICE, "2021-09-28");
const AT_CBP = receipt(CBP, "2021-10-12");
const BOTH = [AT_ICE, AT_CBP];

let made = 0;
function letter(
  kind: AgencyEvent["kind"],
  days: Parameters<typeof agencyEvent>[2],
  details: Parameters<typeof agencyEvent>[3] = {},
): AgencyEvent {
  made += 1;
  return agencyEvent(`letter-${made}`, kind, days, details);
}

const inForce = (events: readonly AgencyEvent[]) =>
  effectiveEvents(events).map(({ event }) => event);
const recordOf = (events: readonly AgencyEvent[], filedOn?: string): ClockRecord =>
  clockRecordOf(
    FILED,
    inForce(events),
    filedOn === undefined ? [] : [{ filedOn, dismissedOn: null, served: [], answerOrdered: null }],
  );

function read(events: readonly AgencyEvent[], today: string, suit?: string): Clock {
  const answer = clock(recordOf(events, suit), CALENDAR, today);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}

function refusedFor(events: readonly AgencyEvent[], today = "2022-06-01") {
  const record = recordOf(events);
  const answer = clock(record, CALENDAR, today);
  if (!isRefused(answer)) throw new Error("it was taken");
  return Object.fromEntries(
    Object.entries(answer.fields ?? {}).map(([place, sentence]) => {
      const index = Number(/^events\.(\d+)/u.exec(place)?.[1]);
      return [place.replace(`events.${index}`, record.events[index]?.kind ?? ""), sentence];
    }),
  );
}

const statesOf = ({ components }: Clock) =>
  components.map(({ component, clock: { exhaustion, due } }) => [
    component,
    exhaustion.state,
    exhaustion.since,
    due.latest,
  ]);

const answersOf = (found: Clock) => statesOf(found).map(([name, state]) => [name, state]);

function deadlinesOf(events: readonly AgencyEvent[], today: string, asksExpedition = false) {
  const found = read(events, today);
  const request = {
    documentId: "doc",
    title: "FOIA request",
    matter: { slug: "m", title: "M" },
    record: recordOf(events),
    clock: found,
    events: inForce(events),
    expeditionOwedBy: expeditionOwedBy(asksExpedition, inForce(events), found),
    isClosed: false,
    isInvented: false,
  };
  return deadlinesOfRequest(request, today);
}

describe("[L51] a request that several components have", () => {
  it("is open at one until its time has passed, while it is constructively exhausted at the other", () => {
    const found = read(BOTH, "2021-11-01");
    expect(statesOf(found)).toEqual([
      [ICE, "constructively exhausted", "2021-10-28", "2021-10-27"],
      [CBP, "open", null, "2021-11-09"],
    ]);
    expect(found.exhaustion).toMatchObject({
      state: "open",
      why: `Open at ${CBP} until 2021-11-09; constructively exhausted at ${ICE} since 2021-10-28.`,
    });
  });

  it("is exhausted as a whole once it is at each, since the last day", () => {
    const { exhaustion, due } = read(BOTH, "2021-11-10");
    expect(exhaustion).toMatchObject({ state: "constructively exhausted", since: "2021-11-10" });
    expect(due).toMatchObject({ earliest: "2021-10-27", latest: "2021-11-09" });
  });

  it("has no components where one has it, or where the others only had to route it", () => {
    const routed = [receipt("DHS Privacy Office", "2021-09-24", false), AT_ICE];
    const { components, due } = read(routed, "2021-11-01");
    expect(components).toEqual([]);
    expect(due.latest).toBe("2021-10-27");
    const twice = [AT_ICE, receipt(" ice foia  office", "2021-10-12")];
    expect(read(twice, "2021-11-01").components).toEqual([]);
  });

  it("gives each that an office had to route it to ten days from that office, as one alone", () => {
    const privacy = receipt("DHS Privacy Office", "2021-09-24", false);
    const late = [privacy, receipt(ICE, "2021-12-01"), receipt(CBP, "2021-12-02")];
    const [ice, cbp] = read(late, "2021-12-10").components;
    expect(ice?.clock.due.start).toEqual({ earliest: "2021-10-04", latest: "2021-10-08" });
    expect(cbp?.clock.due.start).toEqual(ice?.clock.due.start);
  });

  it("shows the other answer where the ten days from the first component would have begun its time", () => {
    const events = [AT_ICE, receipt(CBP, "2021-12-15")];
    const { components, exhaustion } = read(events, "2021-12-20");
    expect(components[1]?.clock.exhaustion).toMatchObject({
      state: "open",
      alternative: { state: "constructively exhausted", since: "2021-11-11" },
    });
    expect(components[1]?.clock.exhaustion.alternative?.why).toContain(
      `ten days after ${ICE} had the request`,
    );
    expect(exhaustion.alternative?.state).toBe("constructively exhausted");
    expect(components[1]?.clock.due).toMatchObject({
      earliest: "2021-11-08",
      latest: "2022-01-14",
    });
  });

  it("is extended at the one that wrote for it, and at no other", () => {
    const extended = letter(
      "extended",
      { dated: "2021-10-25" },
      { component: ICE, workingDays: 10 },
    );
    const found = read([...BOTH, extended], "2021-11-05");
    expect(found.components.map(({ clock: { due } }) => [due.extendedBy, due.latest])).toEqual([
      [10, "2021-11-10"],
      [0, "2021-11-09"],
    ]);
  });

  it("stands still at the one that asked, and runs on at the other", () => {
    const asked = letter("informationAsked", { dated: "2021-10-20" }, { component: CBP });
    const found = read([...BOTH, asked], "2021-12-01");
    expect(statesOf(found)).toEqual([
      [ICE, "constructively exhausted", "2021-10-28", "2021-10-27"],
      [CBP, "open", null, null],
    ]);
    expect(found.due).toMatchObject({ latest: null, isStopped: true });
    expect(found.exhaustion.why).toContain(`Open at ${CBP}, where the clock is stopped`);
    const answered = letter("informationAnswered", { received: "2021-10-22" }, { component: CBP });
    expect(read([...BOTH, asked, answered], "2021-12-01").exhaustion.state).toBe(
      "constructively exhausted",
    );
  });

  it("is to be appealed where the one that answered said so, whatever the other does", () => {
    const determined = letter("determined", { dated: "2021-10-20" }, { component: ICE });
    const found = read([...BOTH, determined], "2021-11-15");
    expect(found.exhaustion.state).toBe("must appeal");
    expect(found.whole.appealUntil).toBeNull();
    expect(answersOf(found)).toEqual([
      [ICE, "must appeal"],
      [CBP, "constructively exhausted"],
    ]);
  });

  it("takes an appeal that names no component as one from those that had answered", () => {
    const determined = letter("determined", { dated: "2021-10-20" }, { component: ICE });
    const appealed = letter("appealed", { sent: "2021-10-25", received: "2021-10-26" });
    const decided = letter("appealDecided", { dated: "2021-11-05" }, { result: "affirmed" });
    const found = read([...BOTH, determined, appealed, decided], "2021-11-08");
    expect(answersOf(found)).toEqual([
      [ICE, "exhausted"],
      [CBP, "open"],
    ]);
  });

  it("takes an appeal of silence at the one that was late, and refuses it of the one in time", () => {
    const silent = letter("appealed", { sent: "2021-11-01" });
    const [ice, cbp] = read([...BOTH, silent], "2021-11-02").components;
    expect(ice?.clock.whole.appeal).toMatchObject({ sent: "2021-11-01" });
    expect(cbp?.clock.whole.appeal).toBeNull();
    const early = letter("appealed", { sent: "2021-11-01" }, { component: CBP });
    expect(refusedFor([...BOTH, early])["appealed.sent"]).toContain(
      "no determination before this appeal, and none was overdue: one was due by 2021-11-09",
    );
  });

  it("counts a letter that names none at each that had the request, and says so", () => {
    const extended = letter("extended", { dated: "2021-10-20" }, { workingDays: 10 });
    const found = read([...BOTH, extended], "2021-11-01");
    expect(found.components.map(({ clock: { due } }) => due.extendedBy)).toEqual([10, 10]);
    expect(found.warnings.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining("The letter of 2021-10-20 names no component"),
    );
  });

  it("restarts no stopped clock by an answer that doesn't say which of two questions it answers, and says so", () => {
    const questions = [ICE, CBP].map((component) =>
      letter("informationAsked", { dated: "2021-10-20" }, { component }),
    );
    const answered = letter("informationAnswered", { received: "2021-10-22" });
    const found = read([...BOTH, ...questions, answered], "2021-12-01");
    expect(answersOf(found)).toEqual([
      [ICE, "open"],
      [CBP, "open"],
    ]);
    expect(found.due.isStopped).toBe(true);
    expect(found.openQuestions).toHaveLength(1);
    expect(found.components[1]?.clock.exhaustion.alternative).toMatchObject({
      state: "constructively exhausted",
      why: expect.stringContaining(
        `If our answer of 2021-10-22 was to the question of ${CBP}`,
      ) as string,
    });
    expect(found.warnings.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining("Our answer of 2021-10-22 names no component"),
    );
    const due = deadlinesOf([...BOTH, ...questions, answered], "2021-10-25").filter(
      ({ kind }) => kind === "determination",
    );
    expect(due.map(({ why }) => why)).toEqual(
      [ICE, CBP].map((name) =>
        expect.stringMatching(
          new RegExp(
            `If our answer of October 22, 2021 was to the question of ${name}: due by \\w+ \\d+, 2021\\.$`,
            "u",
          ),
        ),
      ),
    );
  });

  it("restarts the clock of the only one that waits by an answer that names none, and of all by one to a letter of all", () => {
    const answered = letter("informationAnswered", { received: "2021-10-22" });
    const asked = (component?: string) =>
      letter("informationAsked", { dated: "2021-10-20" }, component ? { component } : {});
    for (const events of [
      [asked(CBP), answered],
      [asked(), answered],
      [asked(ICE), asked(CBP), answered].with(
        0,
        letter("feesAsked", { dated: "2021-10-20" }, { component: ICE }),
      ),
    ]) {
      const found = read([...BOTH, ...events], "2021-12-01");
      expect(found.components[1]?.clock.due.isStopped).toBe(false);
      expect(found.warnings.map(({ sentence }) => sentence).join(" ")).not.toContain("Our answer");
    }
    const one = letter("informationAnswered", { received: "2021-10-21" }, { component: ICE });
    const named = read([...BOTH, asked(ICE), asked(CBP), one, answered], "2021-12-01");
    expect(named.due.isStopped).toBe(false);
  });

  it("is to be appealed by the first of the days that its components gave", () => {
    const events = [
      ...BOTH,
      letter("determined", { dated: "2021-11-05" }, { component: CBP, appealUntil: "2022-02-01" }),
      letter("determined", { dated: "2021-11-08" }, { component: ICE, appealUntil: "2022-02-08" }),
    ];
    const found = read(events, "2021-11-10");
    expect(found.appealUntil?.date).toBe("2022-02-01");
    expect(found.whole.appealUntil?.date).toBe("2022-02-01");
    // The first of those that can still be sent.
    expect(read(events, "2022-02-02").appealUntil?.date).toBe("2022-02-08");
  });

  it("takes the name of a component that its receipt was corrected to in the letters before, too", () => {
    const wrong = receipt("CPB", "2021-10-12");
    const asked = letter("informationAsked", { dated: "2021-10-20" }, { component: "CPB" });
    const right = { ...receipt(CBP, "2021-10-12"), correctsId: wrong.id };
    const events = [AT_ICE, wrong, asked, right];
    expect(read(events, "2021-12-01").components.map(({ component }) => component)).toEqual([
      ICE,
      CBP,
    ]);
    expect(read(events, "2021-12-01").components[1]?.clock.due.isStopped).toBe(true);
    // A name that another receipt bears stays that one's.
    const both = [...events, receipt("CPB", "2021-10-14")];
    expect(read(both, "2021-12-01").components.map(({ clock: { due } }) => due.isStopped)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("asks whether two names are of one component where one begins with the other", () => {
    const { warnings } = read([AT_ICE, receipt("ICE FOIA", "2021-10-12")], "2021-10-20");
    expect(warnings.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining(`ICE FOIA and ${ICE} are counted as two components`),
    );
    expect(read(BOTH, "2021-10-20").warnings).toEqual([]);
  });

  it("tells of the fees of each where they differ, as its own clock has them", () => {
    const feesAt = (events: readonly AgencyEvent[], today: string) =>
      feesByComponent(
        { currentEvents: inForce(events), record: recordOf(events), clock: read(events, today) },
        { feeWaiver: true },
        today,
      );
    expect(feesAt(BOTH, "2021-10-20")).toMatchObject([{ component: null, waiver: "asked" }]);
    // ICE alone missed its day.
    const decided = [
      letter("feeWaiverDenied", { dated: "2021-10-14" }, { component: ICE }),
      letter("feeWaiverGranted", { dated: "2021-10-15" }, { component: CBP }),
    ];
    expect(feesAt([...BOTH, ...decided], "2021-11-01")).toMatchObject([
      { component: ICE, waiver: "denied", barred: { since: "2021-10-27" } },
      { component: CBP, waiver: "granted", barred: null },
    ]);
    const asked = letter("feesAsked", { dated: "2021-10-14" }, { component: ICE });
    const determined = letter("determined", { dated: "2021-10-20" }, { component: ICE });
    expect(feesAt([...BOTH, asked], "2021-10-21").map((it) => it.isQuestionOpen)).toEqual([
      true,
      false,
    ]);
    expect(feesAt([...BOTH, asked, determined], "2021-10-21").some((it) => it.isQuestionOpen)).toBe(
      false,
    );
  });

  it("awaits a decision on expedited processing on Home of those alone that gave none", () => {
    const denied = letter("expeditionDenied", { dated: "2021-10-14" }, { component: CBP });
    const owed = deadlinesOf([...BOTH, denied], "2021-10-20", true).filter(
      ({ kind }) => kind === "expedition",
    );
    expect(owed.map(({ what }) => what)).toEqual([
      `The agency’s decision on expedited processing, ${ICE}`,
    ]);
  });

  it("leaves a letter from before a component had the request to those that had it", () => {
    const determined = letter("determined", { dated: "2021-10-05" });
    expect(answersOf(read([...BOTH, determined], "2021-10-20"))).toEqual([
      [ICE, "must appeal"],
      [CBP, "open"],
    ]);
  });

  it("keeps what each decided beside the records apart", () => {
    const denied = letter("expeditionDenied", { dated: "2021-10-14" }, { component: CBP });
    const found = read([...BOTH, denied], "2021-10-20");
    expect(found.components.map(({ clock: { parts } }) => parts.map(({ part }) => part))).toEqual([
      [],
      ["expedited processing"],
    ]);
    expect(expeditionOwedBy(true, [...BOTH, denied], found)).toEqual([ICE]);
    const other = letter("expeditionGranted", { dated: "2021-10-15" }, { component: ICE });
    const all = [...BOTH, denied, other];
    expect(expeditionOwedBy(true, all, read(all, "2021-10-20"))).toEqual([]);
  });

  it("is judged at each on the day of the complaint", () => {
    const determined = letter(
      "determined",
      { dated: "2021-11-05", sent: "2021-11-05" },
      { component: ICE },
    );
    const found = read([...BOTH, determined], "2021-12-01", "2021-11-01");
    expect(answersOf(found)).toEqual([
      [ICE, "constructively exhausted"],
      [CBP, "open"],
    ]);
  });

  it("tells of a remand at the one whose answer was sent back", () => {
    const events = [
      ...BOTH,
      letter("determined", { dated: "2021-10-20" }, { component: ICE }),
      letter("appealed", { sent: "2021-10-25", received: "2021-10-26" }, { component: ICE }),
      letter("appealDecided", { dated: "2021-11-05" }, { component: ICE, result: "remanded" }),
    ];
    const found = read(events, "2021-11-20");
    expect(found.components.map(({ clock: { whole } }) => whole.remand?.due ?? null)).toEqual([
      "2021-12-07",
      null,
    ]);
  });

  it("owes a tracking number of each, by the component that gave it", () => {
    const given = letter(
      "acknowledged",
      { dated: "2021-10-01" },
      { component: ICE, trackingNumbers: [{ number: "2022-ICFO-00012", office: null }] },
    );
    const events = [...BOTH, given];
    const numbers = trackingNumbersOf(events);
    expect(numbers).toMatchObject([{ number: "2022-ICFO-00012", office: ICE }]);
    const found = { record: recordOf(events), clock: read(events, "2021-11-20") };
    expect(numbersOwed(found, numbers, "2021-11-20")).toEqual([
      { component: CBP, since: "2021-10-23" },
    ]);
  });

  it("has the number of a letter that names none of its components from all that had it by then", () => {
    const given = (details: Parameters<typeof letter>[2]) =>
      letter("acknowledged", { dated: "2021-10-01" }, details);
    const owedAfter = (...given: AgencyEvent[]) => {
      const events = [...BOTH, ...given];
      const found = { record: recordOf(events), clock: read(events, "2021-11-20") };
      const numbers = trackingNumbersOf(events);
      return numbersOwed(found, numbers, "2021-11-20").map(({ component }) => component);
    };
    const number = "2022-ICFO-00012";
    expect(owedAfter(given({ trackingNumbers: [{ number, office: null }] }))).toEqual([CBP]);
    const later = { trackingNumbers: [{ number, office: null }] };
    expect(owedAfter(letter("acknowledged", { dated: "2021-10-20" }, later))).toEqual([]);
    // As the letter calls itself, and not as its receipt does.
    const office = "U.S. Immigration and Customs Enforcement";
    expect(owedAfter(given({ trackingNumbers: [{ number, office }] }))).toEqual([CBP]);
    const named = given({ component: ICE, trackingNumbers: [{ number, office }] });
    expect(owedAfter(named)).toEqual([CBP]);
    expect(owedAfter(given({ trackingNumbers: [{ number, office: CBP }] }))).toEqual([ICE]);
  });

  it("is due on Home by component, and once where the day is the same", () => {
    const due = deadlinesOf(BOTH, "2021-11-01").map(({ what, due: day, key }) => [what, day, key]);
    expect(due).toEqual([
      [
        "The agency’s determination, ICE FOIA Office",
        "2021-10-27",
        `paper:doc:determination:at:${ICE}`,
      ],
      [
        "The agency’s determination, CBP FOIA Division",
        "2021-11-08",
        `paper:doc:determination:at:${CBP}`,
      ],
    ]);
    const same = [AT_ICE, receipt(CBP, "2021-09-28")];
    expect(deadlinesOf(same, "2021-10-01").map(({ what }) => what)).toEqual([
      "The agency’s determination",
    ]);
    expect(determinationDue({ record: recordOf(BOTH), clock: read(BOTH, "2021-11-01") })).toBe(
      "2021-10-27",
    );
  });

  it("refuses a letter of a component that never had it, or did not have it yet, with the rule", () => {
    const stranger = letter("acknowledged", { dated: "2021-11-01" }, { component: "USCIS" });
    expect(refusedFor([...BOTH, stranger])["acknowledged.component"]).toBe(
      "By this record USCIS never had the request. Each component’s time runs from its own receipt (5 U.S.C. 552(a)(6)(A)): record that receipt, or choose a component that has the request.",
    );
    expect(refusedFor([AT_ICE, stranger])["acknowledged.component"]).toContain("never had");
    const early = letter("determined", { dated: "2021-10-05" }, { component: CBP });
    expect(refusedFor([...BOTH, early])["determined.dated"]).toBe(
      `${CBP} had the request on 2021-10-12, and can’t have written about it before (5 U.S.C. 552(a)(6)(A)).`,
    );
  });

  it("refuses a component's receipt from before the request, and the decision of another one's appeal", () => {
    const before = receipt("CBP", "2021-09-20");
    expect(refusedFor([AT_ICE, before])).toMatchObject({
      receivedProper: "The agency can’t have received the request before it was sent.",
    });
    const events = [
      ...BOTH,
      letter("determined", { dated: "2021-10-20" }, { component: ICE }),
      letter("appealed", { sent: "2021-10-25" }, { component: ICE }),
      letter("appealDecided", { dated: "2021-11-05" }, { component: CBP, result: "affirmed" }),
    ];
    expect(refusedFor(events)["appealDecided.dated"]).toBe(
      "There is no appeal before this letter, and it answers one (5 U.S.C. 552(a)(6)(A)(ii)).",
    );
  });

  it("names the component of a warning that not all of them have, and says it once", () => {
    const late = ["item 1", "item 2"].map((part) =>
      letter("determined", { dated: "2021-11-05" }, { component: ICE, part }),
    );
    const { warnings } = read([...BOTH, ...late], "2021-11-08");
    expect(warnings.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining(`${ICE}: The determination of 2021-11-05 is late`),
    ]);
  });

  it("refuses more components than a request can have, and answers a long record of twenty", () => {
    const components = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ name: `Component ${n}`, received: "2021-09-28" }));
    const events = Array.from({ length: 50 }, () => [
      { kind: "determined", dated: "2021-10-05" } as const,
      { kind: "appealed", sent: "2021-10-06" } as const,
      { kind: "appealDecided", dated: "2021-10-07" } as const,
    ]).flat();
    const answer = clock({ components: components(20), events }, CALENDAR, "2021-11-15");
    expect(isRefused(answer)).toBe(false);
    const over = clock({ components: components(21), events: [] }, CALENDAR, "2021-11-15");
    expect(isRefused(over) && over.fields?.["components"]).toContain("with 20 components");
  });

  it("reads a script's record of components, without the desk's events", () => {
    const record: ClockRecord = {
      components: [
        { name: "ICE", received: "2021-09-28" },
        { name: "CBP", received: "2021-10-12" },
      ],
      events: [{ kind: "extended", component: "CBP", dated: "2021-11-01", workingDays: 10 }],
    };
    const answer = clock(record, CALENDAR, "2021-11-15");
    expect(isRefused(answer) ? answer : statesOf(answer)).toEqual([
      ["ICE", "constructively exhausted", "2021-10-28", "2021-10-27"],
      ["CBP", "open", null, "2021-11-24"],
    ]);
    const wrong = clock(
      { ...record, components: [{ name: "ICE", received: "2021-13-01" }] },
      CALENDAR,
      "2021-11-15",
    );
    expect(isRefused(wrong) && Object.keys(wrong.fields ?? {})).toEqual(["components.0.received"]);
  });
});

describe("[L53] a question", () => {
  const received = receipt(ICE, "2021-09-23");
  const feesAfter = (events: readonly AgencyEvent[]) => {
    const count = { record: recordOf(events), clock: read(events, "2021-10-25") };
    return feesOf(events, { feeWaiver: false }, count, "2021-10-25");
  };

  it("that only states an amount stops no clock, waits for no answer and is on record as the estimate", () => {
    const stated = letter(
      "feesAsked",
      { dated: "2021-10-01" },
      { estimate: 250, isMereEstimate: true },
    );
    const found = read([received, stated], "2021-10-25");
    expect(found).toMatchObject({ openQuestions: [], stops: [] });
    expect(found.exhaustion.state).toBe("constructively exhausted");
    const { estimate, isQuestionOpen } = feesAfter([received, stated]);
    expect({ estimate, isQuestionOpen }).toEqual({ estimate: 250, isQuestionOpen: false });
  });

  it.each(["feesAsked", "informationAsked"] as const)(
    "of which we dispute that it was needed has both answers (%s)",
    (kind) => {
      const asked = letter(kind, { dated: "2021-10-01" }, { isDisputed: true });
      const found = read([received, asked], "2021-10-25");
      expect(found.exhaustion).toMatchObject({
        state: "open",
        alternative: { state: "constructively exhausted", since: "2021-10-23" },
      });
      expect(found.exhaustion.alternative?.why).toBe(
        "If the question of 2021-10-01 was not needed (5 U.S.C. 552(a)(6)(A)(ii)), the clock was not stopped: a determination was due by 2021-10-22 at the latest, and none was made (5 U.S.C. 552(a)(6)(C)(i)).",
      );
      // Ours to answer all the same, and the earliest day is the one without the stop.
      expect(found.openQuestions).toHaveLength(1);
      expect(found.due).toMatchObject({ earliest: "2021-10-22", latest: null, isStopped: true });
    },
  );

  it("about fees waits for no answer once all of the request was determined", () => {
    const asked = letter("feesAsked", { dated: "2021-10-01" });
    const determined = letter("determined", { dated: "2021-10-08" });
    expect(feesAfter([received, asked]).isQuestionOpen).toBe(true);
    expect(feesAfter([received, asked, determined]).isQuestionOpen).toBe(false);
  });

  it("that nobody disputes has one answer", () => {
    const asked = letter("feesAsked", { dated: "2021-10-01" });
    expect(read([received, asked], "2021-10-25").exhaustion).toMatchObject({
      state: "open",
      alternative: null,
    });
  });
});
