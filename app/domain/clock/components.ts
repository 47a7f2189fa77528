/** One clock for each component that has the request (L51). */
import { earliestOf, type ClockCalendar } from "./calendar.ts";
import { stopsOf, type Stop, type Warning } from "./count.ts";
import { OF_A_DETERMINATION, refusal } from "./impossible.ts";
import { clockInAllReadings, type OtherReading } from "./readings.ts";
import {
  eventsOf,
  isOfPart,
  OF_THE_AGENCY,
  timeOf,
  type ClockEvent,
  type ClockRecord,
  type ComponentReceipt,
} from "./record.ts";
import { ordinaryDueOf, type Clock, type ComponentClock } from "./request-clock.ts";
import { wholeOf } from "./whole.ts";
import type { Refusal } from "#app/domain/refusal.ts";

/** The clocks that are counted apart: of each component, or of the one that has the request. */
export function countsOf(
  clock: Clock,
  record: ClockRecord,
): readonly (Omit<ComponentClock, "component"> & { readonly component: string | null })[] {
  return clock.components.length > 0 ? clock.components : [{ component: null, record, clock }];
}

/** The clock of a record with several components, which was found possible. */
export function clockOfComponents(
  record: ClockRecord,
  calendar: ClockCalendar,
  today: string,
): Clock | Refusal {
  const components: ComponentClock[] = [];
  const receipts = record.components ?? [];
  const fields: Record<string, string> = {};
  const heard = new Set<ClockEvent>();
  const unclear = unclearAnswers(record, calendar);
  for (const receipt of receipts) {
    const all = eventsAt(receipt, record, calendar);
    for (const event of all) heard.add(event);
    const events = all.filter((event) => !unclear.has(event));
    const own = ofComponent(record, receipt, events);
    const clock = clockInAllReadings(own, calendar, today, [
      ...answeredToo(own, receipt, all, unclear),
      ...routed(own, receipt, receipts),
    ]);
    if ("code" in clock) Object.assign(fields, inWhole(clock, events, record));
    else components.push({ component: receipt.name, record: own, clock });
  }
  Object.assign(fields, unheardAppeals(record, heard));
  const [first] = components;
  if (Object.keys(fields).length > 0 || !first) {
    return refusal(fields);
  }
  return wholeOf(
    [first, ...components.slice(1)],
    [...unnamed(record, unclear), ...alikeNames(receipts)],
  );
}

/** Its own receipt starts its clock, beside that of an office that only routes (L1). */
function ofComponent(
  { receivedAny }: ClockRecord,
  { received }: ComponentReceipt,
  events: readonly ClockEvent[],
): ClockRecord {
  return {
    ...(receivedAny === undefined ? {} : { receivedAny }),
    receivedProper: received,
    events,
  };
}

/**
 * By the statute's words the time starts ten days after any designated component had it; whether that
 * holds where the first one kept a part is unsettled, so that it makes the earlier day and the other answer.
 */
function routed(
  own: ClockRecord,
  { name, received }: ComponentReceipt,
  receipts: readonly ComponentReceipt[],
): OtherReading[] {
  const earlier = receipts
    .filter((it) => it.received < received)
    .toSorted((one, other) => (one.received < other.received ? -1 : 1));
  const [first] = earlier;
  if (!first) return [];
  const receivedAny = earliestOf(first.received, own.receivedAny ?? first.received);
  return [
    {
      record: { ...own, receivedAny },
      why: `If the time of ${name} began ten days after ${first.name} had the request (5 U.S.C. 552(a)(6)(A))`,
    },
  ];
}

/**
 * The events of a component: those that name it, and those that name none and can be of it. An appeal that
 * names none is from the components that had answered; where none had, it is of the silence of those that
 * were late. The letters on it go with it.
 */
function eventsAt(
  receipt: ComponentReceipt,
  record: ClockRecord,
  calendar: ClockCalendar,
): readonly ClockEvent[] {
  const determined = eventsOf(record, "determined");
  const ordinaryDue = ordinaryDueOf(ofComponent(record, receipt, []), calendar);
  const isAppealed = (appeal: Appeal) => {
    if (appeal.component !== undefined) return appeal.component === receipt.name;
    const before = determined.filter((it) => it.dated <= appeal.sent && isOfPart(it, appeal.part));
    if (before.length === 0) return ordinaryDue !== null && appeal.sent > ordinaryDue;
    return before.some(({ component, dated }) =>
      component === undefined ? dated >= receipt.received : component === receipt.name,
    );
  };
  const appeals = eventsOf(record, "appealed").filter(isAppealed);
  return record.events.filter((event) => {
    if (event.kind === "appealed") return appeals.includes(event);
    if (event.component !== undefined) return event.component === receipt.name;
    if (OF_THE_AGENCY.has(event.kind)) return timeOf(event) >= receipt.received;
    if (event.kind === "appealDecided" || event.kind === "appealExtended") {
      return appeals.some((it) => it.sent <= event.dated && isOfPart(it, event.part));
    }
    return true;
  });
}

/**
 * The answers of ours that name no component, at a time when several waited for one: whose question
 * they answer is not known, so that for suing they restart no clock.
 */
function unclearAnswers(record: ClockRecord, calendar: ClockCalendar): ReadonlySet<ClockEvent> {
  const answers = eventsOf(record, "informationAnswered", "feesAnswered").filter(
    ({ component }) => component === undefined,
  );
  if (answers.length === 0) return new Set();
  const events = record.events.filter((event) => !(answers as ClockEvent[]).includes(event));
  const stops = (record.components ?? []).flatMap((receipt) => {
    const own = eventsAt(receipt, { ...record, events }, calendar);
    return stopsOf(ofComponent(record, receipt, own)).stops.map((stop) => ({
      ...stop,
      // A letter to all of them asks one question.
      of: own.some((event) => isQuestion(event, stop) && event.component === undefined)
        ? null
        : receipt.name,
    }));
  });
  return new Set(
    answers.filter(({ kind, received }) => {
      const open = stops.filter(
        (stop) =>
          kind === ANSWERS[stop.kind] &&
          stop.asked <= received &&
          (stop.answered === null || stop.answered > received),
      );
      return new Set(open.map(({ of }) => of)).size > 1;
    }),
  );
}

const ANSWERS = { information: "informationAnswered", fees: "feesAnswered" } as const;

function isQuestion(event: ClockEvent, { kind, asked }: Stop): boolean {
  return event.kind === `${kind}Asked` && timeOf(event) === asked;
}

/** The other answer at a component: that what we answered without a name was of its question. */
function answeredToo(
  own: ClockRecord,
  { name }: ComponentReceipt,
  events: readonly ClockEvent[],
  unclear: ReadonlySet<ClockEvent>,
): OtherReading[] {
  const days = events.filter((event) => unclear.has(event)).map(timeOf);
  if (days.length === 0) return [];
  return [
    {
      record: { ...own, events },
      why: `If our answer of ${days.join(" and ")} was to the question of ${name}`,
    },
  ];
}

type Appeal = ReturnType<typeof eventsOf<"appealed">>[number];

/** Appeals that name no component, and came before any of them had answered or was late. */
function unheardAppeals(
  record: ClockRecord,
  heard: ReadonlySet<ClockEvent>,
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [n, event] of record.events.entries()) {
    if (event.kind !== "appealed" || heard.has(event)) continue;
    fields[`events.${n}.sent`] =
      `There is no determination of any component before this appeal, and none was overdue. ${OF_A_DETERMINATION}`;
  }
  return fields;
}

/** The fields of a refusal at their places in the whole record. */
function inWhole(
  { fields = {} }: Refusal,
  events: readonly ClockEvent[],
  record: ClockRecord,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([place, sentence]) => {
      const [, n = "", field = ""] = /^events\.(\d+)\.(\w+)$/u.exec(place) ?? [];
      const event = events[Number(n)];
      return n === "" || !event
        ? [place, sentence]
        : [`events.${record.events.indexOf(event)}.${field}`, sentence];
    }),
  );
}

/** Letters that don't say of which component they are count at each that had the request. */
function unnamed(record: ClockRecord, unclear: ReadonlySet<ClockEvent>): Warning[] {
  const letters = record.events.filter(
    (event) =>
      event.component === undefined &&
      (event.kind === "determined" ||
        event.kind === "extended" ||
        event.kind === "informationAsked" ||
        event.kind === "feesAsked") &&
      (record.components ?? []).every(({ received }) => received <= timeOf(event)),
  );
  return [
    ...letters.map((event): Warning => ({
      about: "component",
      sentence: `The letter of ${timeOf(event)} names no component, so it counts at each that has the request: correct it where one of them alone wrote it.`,
    })),
    ...[...unclear].map((event): Warning => ({
      about: "component",
      sentence: `Our answer of ${timeOf(event)} names no component, and more than one waited for an answer: for suing it restarts no clock. Correct it with the component that it went to, and record one for each where it went to several.`,
    })),
  ];
}

/** Names of which one begins with the other may be of one office, which then has two clocks. */
function alikeNames(receipts: readonly ComponentReceipt[]): Warning[] {
  return receipts.flatMap(({ name }) =>
    receipts
      .filter((other) => other.name.toLowerCase().startsWith(`${name.toLowerCase()} `))
      .map((other): Warning => ({
        about: "component",
        sentence: `${name} and ${other.name} are counted as two components: where they are one, correct the receipt that names it wrongly.`,
      })),
  );
}
