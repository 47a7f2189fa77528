import { describe, expect, test } from "vitest";
import { clock, isRefused, type Clock } from "#app/domain/foia-clock.ts";
import { clockRecordOf } from "#app/domain/agency-record/clock-record.ts";
import {
  AGENCY_EVENT_DETAILS,
  AGENCY_EVENT_KINDS,
  effectiveEvents,
  type AgencyEvent,
  type AgencyEventKind,
} from "#app/domain/agency-record/event.ts";
import { expeditionOwedBy } from "#app/domain/agency-record/expedition.ts";
import { feesOf } from "#app/domain/agency-record/fees.ts";
import {
  exemption,
  matrixOf,
  outcomeDetails,
  outcomeLabel,
  outcomeProblem,
  OUTCOMES,
  OUTCOME_TEXTS,
} from "#app/domain/agency-record/outcome.ts";
import { pagesInRange, productionWarnings } from "#app/domain/agency-record/production.ts";
import {
  numberOwedSince,
  trackingNumbersOf,
  unusualNumber,
} from "#app/domain/agency-record/tracking.ts";
import type { ClockEvent } from "#app/domain/clock/record.ts";

let made = 0;
function event<K extends AgencyEventKind>(
  kind: K,
  over: Partial<Omit<AgencyEvent, "kind" | "details">> & { readonly details?: object } = {},
): AgencyEvent {
  made += 1;
  const { details, ...rest } = over;
  return {
    id: `event-${made}`,
    dated: null,
    sent: null,
    received: null,
    note: null,
    recordedById: "staff",
    recordedAt: new Date(Date.UTC(2021, 8, 9, 0, made)),
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    ...rest,
    kind,
    details: AGENCY_EVENT_DETAILS[kind].parse(details ?? {}),
  } as AgencyEvent;
}

const CALENDAR = { closures: [], inaugurationDay: false };
const FILED = { filedOn: "2021-09-09" };
const dueOf = (events: readonly AgencyEvent[], today = "2022-06-01") => {
  const holding = effectiveEvents(events).map(({ event: held }) => held);
  const answer = clock(clockRecordOf(FILED, holding), CALENDAR, today);
  if (isRefused(answer)) throw new Error(answer.sentence);
  return answer;
};

describe("the agency's record", () => {
  test("[L2] without a receipt it asserts nothing, and with one it counts twenty working days", () => {
    expect(dueOf([]).due.latest).toBeNull();
    const received = event("received", {
      received: "2021-09-09",
      details: { office: "ICE FOIA Office", isProper: true },
    });
    expect(dueOf([received]).due.latest).toBe("2021-10-07");
  });

  test.each([
    event("expeditionDenied", { dated: "2021-09-20" }),
    event("determined", { dated: "2021-09-20", details: { part: "Expedited processing" } }),
    event("acknowledged", { dated: "2021-09-20", details: { track: "expedited" } }),
  ])("[L8] awaits no decision on expedition once it is on record, as %o", (decided) => {
    const whole = { whole: { appealUntil: null } } as Pick<Clock, "whole">;
    expect(expeditionOwedBy(true, [], whole)).toEqual([null]);
    expect(expeditionOwedBy(true, [decided], whole)).toEqual([]);
    const other = event("determined", { dated: "2021-09-20", details: { part: "Item 2" } });
    expect(expeditionOwedBy(true, [other], whole)).toEqual([null]);
  });

  describe("[L11] [L13] a denial of expedition, fee waiver or fee category", () => {
    const received = event("received", {
      received: "2021-09-09",
      details: { office: "ICE FOIA Office", isProper: true },
    });
    const waiver = event("feeWaiverDenied", { dated: "2021-09-20", details: { appealDays: 90 } });
    const states = (...events: AgencyEvent[]) =>
      dueOf([received, ...events], "2021-10-20").parts.map(({ part, exhaustion }) => [
        part,
        exhaustion.state,
      ]);

    test("has to be appealed by its own last day, and leaves the request its exhaustion", () => {
      const { parts, exhaustion, due } = dueOf([received, waiver], "2021-10-20");
      expect(parts).toMatchObject([
        { part: "fee waiver", appealUntil: { date: "2021-12-19" }, warnings: [] },
      ]);
      expect(exhaustion.state).toBe("constructively exhausted");
      expect(due.latest).toBe("2021-10-07");
      const expedition = event("expeditionDenied", { dated: "2021-09-20" });
      expect(states(expedition)).toEqual([["expedited processing", "must appeal"]]);
    });

    test("is a denial of the category alone where it is another than was claimed", () => {
      const category = (details: object) =>
        states(event("feeCategoryDecided", { dated: "2021-09-20", details }));
      expect(category({ category: "commercial" })).toEqual([["fee category", "must appeal"]]);
      expect(category({ category: "other", isAsClaimed: true })).toEqual([]);
      expect(category({ category: "educational-or-news" })).toEqual([]);
    });

    test("from before the receipt that is recorded takes no day from the clock", () => {
      const early = event("feeWaiverDenied", { dated: "2021-09-08" });
      const { parts, due } = dueOf([received, early], "2021-10-20");
      expect(parts).toEqual([]);
      expect(due.latest).toBe("2021-10-07");
    });

    test("is appealed by its name, however it is typed", () => {
      const appealed = event("appealed", { sent: "2021-10-01", details: { part: "Fee waiver" } });
      expect(states(waiver, appealed)).toEqual([["fee waiver", "appeal pending"]]);
    });

    test("needs no appeal once the agency reversed it, which decides one that was sent", () => {
      const granted = event("feeWaiverGranted", { dated: "2021-10-10" });
      const inPart = event("feeWaiverGranted", {
        dated: "2021-10-10",
        details: { isInPart: true },
      });
      const appealed = event("appealed", { sent: "2021-10-01" });
      expect(states(waiver, granted)).toEqual([]);
      expect(states(waiver, appealed, granted)).toEqual([["fee waiver", "exhausted"]]);
      expect(states(waiver, inPart)).toEqual([["fee waiver", "must appeal"]]);
    });
  });

  test("[L16] a correction replaces what it corrects, both are kept, and the clock follows", () => {
    const wrong = event("received", {
      received: "2021-09-10",
      details: { office: "ICE", isProper: true },
    });
    const right = event("received", {
      received: "2021-09-09",
      details: { office: "ICE", isProper: true },
      correctsId: wrong.id,
    });
    const [held, ...others] = effectiveEvents([wrong, right]);
    expect(others).toEqual([]);
    expect(held).toEqual({ event: right, earlier: [wrong] });
    expect(dueOf([wrong]).due.latest).toBe("2021-10-08");
    expect(dueOf([wrong, right]).due.latest).toBe("2021-10-07");
  });

  test("[L16] what is retracted counts no more, and a circle of corrections ends", () => {
    const extended = event("extended", {
      dated: "2021-10-01",
      details: { until: "2021-10-22", reasons: true },
    });
    const gone = event("extended", {
      dated: "2021-10-01",
      correctsId: extended.id,
      isRetracted: true,
    });
    expect(effectiveEvents([extended, gone])).toEqual([]);
    const one = event("other", { details: { what: "Call" } });
    const two = { ...event("other", { details: { what: "Call" } }), correctsId: one.id };
    expect(() => effectiveEvents([{ ...one, correctsId: two.id }, two])).not.toThrow();
  });

  test("[L5] an extension moves the date only with reasons and a day", () => {
    const received = event("received", {
      received: "2021-09-09",
      details: { office: "ICE", isProper: true },
    });
    const letter = (details: object) => event("extended", { dated: "2021-10-01", details });
    expect(dueOf([received, letter({ until: "2021-10-22" })]).due.extendedBy).toBe(10);
    expect(dueOf([received, letter({ until: "2021-10-22", reasons: false })]).due.extendedBy).toBe(
      0,
    );
    expect(dueOf([received, letter({})]).due.extendedBy).toBe(0);
  });

  test("every kind says which days it has, and the clock takes each that it knows", () => {
    for (const kind of AGENCY_EVENT_KINDS) {
      const details = {
        office: "ICE",
        isProper: true,
        until: "2021-12-01",
        category: "other",
        result: "affirmed",
        what: "Call",
        reason: "The portal lost it.",
      };
      const all = event(kind, {
        dated: "2021-11-01",
        sent: "2021-11-01",
        received: "2021-11-02",
        details,
      });
      expect(() => clockRecordOf(FILED, [all])).not.toThrow();
    }
  });
});

describe("[L17] what became of an item", () => {
  const details = (over: object = {}) => outcomeDetails.parse(over);

  test("no outcome's words say more than the letter", () => {
    expect(OUTCOMES.every((kind) => OUTCOME_TEXTS[kind].sentence.endsWith("."))).toBe(true);
    const words = OUTCOME_TEXTS["no-records"];
    expect(`${words.name} ${words.sentence}`).not.toMatch(/denied|withheld/iu);
    const part = OUTCOME_TEXTS["produced-in-part"];
    expect(`${part.name} ${part.sentence}`).not.toMatch(/\bfull\b|all of/iu);
  });

  test.each([
    ["(b)(3) without its statute", { number: "(b)(3)" }],
    ["(b)(7) without its letter", { number: "(b)(7)" }],
    ["a letter where none belongs", { number: "(b)(6)(C)" }],
    ["one that there is not", { number: "(b)(10)" }],
  ])("%s is refused", (_what, claimed) => {
    expect(exemption.safeParse(claimed).success).toBe(false);
  });

  test("an exemption where nothing is withheld is refused, and withholding without one", () => {
    const claimed = details({ exemptions: [{ number: "(b)(6)" }] });
    expect(outcomeProblem("no-records", claimed)?.field).toBe("exemptions");
    expect(outcomeProblem("withheld-in-full", details())?.field).toBe("exemptions");
    expect(outcomeProblem("withheld-in-full", claimed)).toBeNull();
    expect(outcomeProblem("referred", details())?.field).toBe("office");
  });

  test("the matrix has every item, pending until a letter says something of it", () => {
    const outcome = (itemId: string, dated: string, kind: (typeof OUTCOMES)[number]) => ({
      id: `${itemId}-${dated}`,
      itemId,
      outcome: kind,
      details: details(),
      dated,
      eventId: dated,
    });
    const rows = matrixOf(
      ["a", "b"],
      [outcome("a", "2022-02-01", "produced-in-part"), outcome("a", "2021-12-01", "no-records")],
    );
    expect(rows.map(({ isPending }) => isPending)).toEqual([false, true]);
    expect(rows[0]?.inForce.map((held) => held.outcome)).toEqual([
      "no-records",
      "produced-in-part",
    ]);
    expect(rows[0]?.outcomes).toHaveLength(2);
  });

  test("what letters say stands side by side until one is recorded as taking an earlier one's place", () => {
    const said = (dated: string, outcome: (typeof OUTCOMES)[number], over: object = {}) => ({
      id: `${dated}-${outcome}`,
      itemId: "a",
      outcome,
      details: details(over),
      dated,
      eventId: dated,
    });
    const inForce = (...all: ReturnType<typeof said>[]) =>
      matrixOf(["a"], all)[0]?.inForce.map(({ outcome }) => outcome);
    const interim = [
      said("2022-01-10", "produced-in-part", { exemptions: [{ number: "(b)(6)" }] }),
      said("2022-01-10", "referred", { office: "USCIS", part: "the attachments" }),
    ];
    const final = (over: object = {}) => said("2022-02-10", "produced-in-full", over);
    expect(inForce(...interim, final())).toEqual([
      "produced-in-part",
      "referred",
      "produced-in-full",
    ]);
    expect(inForce(...interim, final({ replaces: true }))).toEqual(["produced-in-full"]);
    expect(inForce(...interim, final({ replaces: true, part: "the attachments" }))).toEqual([
      "produced-in-part",
      "produced-in-full",
    ]);
    // Outcomes of the same letter stay, and those that come later.
    expect(
      inForce(...interim, final({ replaces: true }), said("2022-02-10", "no-records")),
    ).toEqual(["produced-in-full", "no-records"]);
    expect(inForce(said("2022-01-10", "withheld-in-full", { replaces: true }), final())).toEqual([
      "withheld-in-full",
      "produced-in-full",
    ]);
    expect(inForce(said("2022-01-10", "pending"), final())).toEqual(["produced-in-full"]);
    // Of two letters of one day, both.
    expect(
      inForce(final(), { ...said("2022-02-10", "withheld-in-full"), eventId: "other" }),
    ).toEqual(["produced-in-full", "withheld-in-full"]);
  });

  test("it is said with its exemptions", () => {
    const claimed = details({
      exemptions: [{ number: "(b)(5)", privilege: "deliberative process" }, { number: "(b)(6)" }],
    });
    expect(outcomeLabel({ outcome: "withheld-in-full", details: claimed })).toBe(
      "Withheld in full: (b)(5) (deliberative process), (b)(6)",
    );
  });
});

describe("[L18] a production", () => {
  const counts = {
    pagesFull: 10,
    pagesPart: 5,
    pagesWithheld: 3,
    pagesReviewed: 18,
    batesFrom: "ICE-000001",
    batesTo: "ICE-000015",
  };
  test("that adds up has no warning", () => expect(productionWarnings(counts)).toEqual([]));
  test("that doesn't says where", () => {
    expect(productionWarnings({ ...counts, pagesReviewed: 20 })).toHaveLength(1);
    expect(productionWarnings({ ...counts, batesTo: "ICE-000020" })).toHaveLength(1);
    expect(productionWarnings({ ...counts, batesTo: "DHS-9" })).toHaveLength(1);
  });
  test("counts a Bates range only within one row of numbers", () => {
    expect(pagesInRange("ICE 0001", "ICE 0100")).toBe(100);
    expect(pagesInRange("ICE-2", "ICE-1")).toBeNull();
    expect(pagesInRange("A-1", "B-2")).toBeNull();
  });
});

test("[L10] a number is owed from the eleventh day on, unless one was given or all was answered before", () => {
  const record = { receivedAny: "2021-09-09", events: [] };
  expect(numberOwedSince(record, [], "2021-09-19")).toBeNull();
  expect(numberOwedSince(record, [], "2021-09-20")).toBe("2021-09-20");
  expect(numberOwedSince(record, [], "2022-01-01")).toBe("2021-09-20");
  const given = {
    number: "2021-ICFO-12345",
    office: null,
    component: null,
    given: null,
    eventId: "a",
  };
  expect(numberOwedSince(record, [given], "2022-01-01")).toBeNull();
  expect(numberOwedSince({ events: [] }, [], "2022-01-01")).toBeNull();
  const answered = (dated: string, part?: string) => {
    const determined = { kind: "determined", dated, ...(part ? { part } : {}) } as ClockEvent;
    return numberOwedSince({ ...record, events: [determined] }, [], "2022-01-01");
  };
  expect(answered("2021-09-19")).toBeNull();
  expect(answered("2021-09-20")).toBe("2021-09-20");
  expect(answered("2021-09-19", "fees")).toBe("2021-09-20");
});

test("[L10] numbers are kept as typed, each once; an unusual form is said and not refused", () => {
  const first = event("acknowledged", {
    dated: "2021-09-13",
    details: { trackingNumbers: [{ number: "2021-ICFO-12345", office: "ICE" }] },
  });
  const again = event("extended", {
    dated: "2021-10-01",
    details: {
      trackingNumbers: [
        { number: "2021-ICFO-12345", office: null },
        { number: "HQ 17", office: "DHS" },
      ],
    },
  });
  expect(trackingNumbersOf([again, first]).map(({ number }) => number)).toEqual([
    "2021-ICFO-12345",
    "HQ 17",
  ]);
  expect(unusualNumber("2021-ICFO-12345", "request")).toBeNull();
  expect(unusualNumber("HQ 17", "request")).toContain("2021-ICFO-12345");
  expect(unusualNumber("2021-ICFO-12345", "appeal")).toContain("request");
});

test("[L19] fees are an axis of their own, and a missed limit bars some with its exceptions", () => {
  const asked = event("feesAsked", { dated: "2021-10-01", details: { estimate: 250 } });
  const denied = event("feeWaiverDenied", { dated: "2021-10-01" });
  const feesAfter = (...events: AgencyEvent[]) => {
    const details = { office: "ICE FOIA Office", isProper: true };
    const received = event("received", { received: "2021-09-09", details });
    const record = clockRecordOf({ filedOn: "2021-09-09" }, [received, ...events]);
    const found = clock(record, { closures: [], inaugurationDay: false }, "2021-11-05");
    if (isRefused(found)) throw new Error(found.sentence);
    return feesOf(events, { feeWaiver: true }, { record, clock: found }, "2021-11-05");
  };
  expect(feesAfter(asked, denied)).toMatchObject({
    waiver: "denied",
    estimate: 250,
    isQuestionOpen: true,
    barred: null,
  });
  const answered = event("feesAnswered", { received: "2021-10-05" });
  const fees = feesAfter(asked, answered);
  expect(fees).toMatchObject({ waiver: "asked", isQuestionOpen: false });
  expect(fees.barred?.exceptions).toContain("(viii)(II)");
});
