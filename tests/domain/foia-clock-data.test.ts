import { describe, expect, it } from "vitest";
import { holidaysOf } from "#app/domain/clock/calendar.ts";
import { clock, isRefused, type ClockCalendar, type ClockEvent } from "#app/domain/foia-clock.ts";
import cases from "./data/foia-clock-cases.json" with { type: "json" };

// Every worked case of the file, whatever shapes are added to it: a shape that no test here reads fails.

const OFF: ClockCalendar = { closures: [], inaugurationDay: false };
const TODAY = "2026-01-05";

function answered(
  receipt: { readonly receivedAny?: string; readonly receivedProper?: string },
  events: readonly ClockEvent[] = [],
  calendar: ClockCalendar = OFF,
) {
  const answer = clock({ ...receipt, events }, calendar, TODAY);
  if (isRefused(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}
const dueOf = (...given: Parameters<typeof answered>) => answered(...given).due.latest;
const extendedFrom = (day: string): ClockEvent[] => [
  { kind: "extended", dated: day, reasons: true, workingDays: 10 },
];

it("every shape of the file of cases is tried below", () => {
  expect(Object.keys(cases).sort()).toEqual(
    [
      "answer",
      "appeal",
      "appealDecision",
      "determination",
      "holidays",
      "routing",
      "source",
      "switches",
      "tolled",
    ].sort(),
  );
});

it.each(Object.entries(cases.holidays))(
  "[L3] the holidays of %s (embarrassment 3)",
  (year, days) => {
    expect([...holidaysOf(Number(year)).keys()].sort()).toEqual(days);
  },
);

describe("a determination", () => {
  it.each(cases.determination)(
    "[L2] [L5] [L8] of a request received on $received is due on $due, extended on $extended",
    ({ received, due, extended, expedited }) => {
      expect(dueOf({ receivedProper: received })).toBe(due);
      expect(dueOf({ receivedProper: received }, extendedFrom(received))).toBe(extended);
      expect(answered({ receivedProper: received }).expedited.fromReceipt).toBe(expedited);
    },
  );

  it.each(cases.tolled)("[L4] received on $received, asked on $asked, is due on $due", (it_) => {
    const more = ("feeClarification" in it_ && it_.feeClarification) || null;
    const again = ("secondInformationRequest" in it_ && it_.secondInformationRequest) || null;
    const events: ClockEvent[] = [
      { kind: "informationAsked", dated: it_.asked },
      { kind: "informationAnswered", received: it_.answered },
    ];
    if (again) {
      events.push({ kind: "informationAsked", dated: again.asked });
      events.push({ kind: "informationAnswered", received: again.answered });
    }
    if (more) {
      events.push({ kind: "feesAsked", dated: more.asked });
      events.push({ kind: "feesAnswered", received: more.answered });
    }
    expect(dueOf({ receivedProper: it_.received }, events)).toBe(it_.due);
  });

  it.each(cases.routing)(
    "[L1] that came to another office on $receivedAny first is due on $due",
    ({ receivedAny, receivedProper, due }) => {
      expect(dueOf({ receivedAny, receivedProper })).toBe(due);
    },
  );

  it.each(cases.switches)("[L3] received on $received with a switch is due on $due", (it_) => {
    const calendar: ClockCalendar = {
      closures: "closures" in it_ ? (it_.closures ?? []) : [],
      inaugurationDay: "inaugurationDay" in it_ && it_.inaugurationDay === true,
    };
    const receipt = { receivedProper: it_.received };
    expect(dueOf(receipt, [], calendar)).toBe(it_.due);
    expect(dueOf(receipt, extendedFrom(it_.received), calendar)).toBe(it_.extended);
  });
});

describe("an appeal", () => {
  it.each(cases.appeal)("[L11] of a response of $responseDated: until $until", (it_) => {
    const states = "letterStates" in it_ ? it_.letterStates : undefined;
    const { appealUntil } = answered({ receivedProper: "2021-06-01" }, [
      {
        kind: "determined",
        dated: it_.responseDated,
        ...(states === undefined ? {} : { appealUntil: states }),
      },
    ]);
    expect(appealUntil?.date).toBe(it_.until);
    if ("byRegulation" in it_) {
      expect(appealUntil?.byRegulation).toBe(it_.byRegulation);
      expect(appealUntil?.why).toContain("earlier");
    }
  });

  it.each(cases.appealDecision)(
    "[L12] received on $received is to be decided by $due, extended by $extended",
    ({ received, due, extended }) => {
      const events: ClockEvent[] = [
        { kind: "determined", dated: "2022-11-01" },
        { kind: "appealed", sent: "2022-12-20", received },
      ];
      const receipt = { receivedProper: "2022-10-03" };
      expect(answered(receipt, events).appealDecision?.due).toBe(due);
      const longer: ClockEvent[] = [
        ...events,
        { kind: "appealExtended", dated: received, workingDays: 10 },
      ];
      expect(answered(receipt, longer).appealDecision?.due).toBe(extended);
    },
  );
});

it.each(cases.answer)("[L38] an answer to what was served on $served is due on $due", (it_) => {
  const { answerDue } = answered({ receivedProper: "2021-09-09" }, [
    { kind: "suitFiled", dated: "2022-01-10" },
    { kind: "served", on: "usAttorney", received: it_.served },
  ]);
  expect(answerDue).toMatchObject({ date: it_.due });
});
