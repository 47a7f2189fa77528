import { setImmediate } from "node:timers/promises";
import { checkDocketEvent } from "#app/domain/docket-event/checks.ts";
import type { SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import { docketSheet, latestOf, type DocketEvent } from "#app/domain/docket-event/event.ts";
import { confirmDaysForm, entriesOfDays } from "#app/domain/docket-event/form.ts";
import { maySetDays } from "#app/domain/docket-event/kinds/index.ts";
import type { NamedDay, NamedSides } from "#app/domain/docket-event/named-days.ts";
import { countedDays, type ClockCalendar } from "#app/domain/clock/calendar.ts";
import { courtOf, profileOfDistrict } from "#app/domain/layout.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { readParties, type DocketDetails } from "#app/document/details/docket.ts";
import { command } from "#server/services/command.ts";
import { dateOfFilings } from "#server/services/filings/day.ts";
import { dayReader, READ_AT_ONCE } from "./day-reader.ts";
import { docketEventsOf } from "./events.ts";
import { docketEventToRecord } from "./load.ts";
import { writeDocketEvents } from "./write-events.ts";

/** The names of the two sides. */
export function sidesOf({
  plaintiffs,
  defendants,
}: Pick<DocketDetails, "plaintiffs" | "defendants">): NamedSides {
  const names = (side: DocketDetails["plaintiffs"]) => side.map(({ name }) => name);
  return { plaintiffs: names(plaintiffs), defendants: names(defendants) };
}

/**
 * The days that the entries in force name, or that a rule sets after them, by the entries' ids; those
 * that are recorded or were taken back are left out (L73).
 */
export async function namedDaysOf(
  events: readonly DocketEvent[],
  {
    facts,
    calendar,
    deadlines,
  }: {
    readonly facts: Pick<DocketDetails, "plaintiffs" | "defendants" | "district">;
    readonly calendar: ClockCalendar;
    readonly deadlines: readonly SuitDeadline[];
  },
): Promise<ReadonlyMap<string, readonly NamedDay[]>> {
  const sides = sidesOf(facts);
  const court = courtOf(profileOfDistrict(facts.district));
  const answerDue = deadlines.find(({ kind }) => kind === "answer")?.due ?? null;
  const after = (day: string, days: number) => countedDays(day, days, calendar);
  const { namedDaysIn, ruleDaysAfter } = await import("#app/domain/docket-event/clerk-text.ts");
  const read = await dayReader();
  const recorded = recordedUnder(events);
  const found = new Map<string, readonly NamedDay[]>();
  for (const [at, { id, kind, text, dated }] of docketSheet(events).entries()) {
    if (at % READ_AT_ONCE === READ_AT_ONCE - 1) await setImmediate();
    if (dated === null || !maySetDays(kind)) continue;
    const named = namedDaysIn({ text, dated, kind }, read, sides);
    const heardOn = named.find((day) => day.kind === "hearing")?.dated ?? null;
    const isBriefed = named.some((day) => day.kind === "briefDue");
    const byRule = isBriefed
      ? []
      : ruleDaysAfter({ kind, text, dated }, { court, sides, heardOn, answerDue, after });
    const left = leftOf([...named, ...byRule], recorded.get(id) ?? []);
    if (left.length > 0) found.set(id, left);
  }
  return found;
}

/** The entries recorded under each in force, also those corrected or taken back since. */
function recordedUnder(events: readonly DocketEvent[]): ReadonlyMap<string, DocketEvent[]> {
  const latest = latestOf(events);
  const found = new Map<string, DocketEvent[]>();
  for (const event of events) {
    const under = "under" in event.details ? event.details.under : null;
    const setter = under === null ? undefined : latest(under)?.id;
    if (setter !== undefined) found.set(setter, [...(found.get(setter) ?? []), event]);
  }
  return found;
}

/** The days that nobody recorded: as they are named, or with their words on another day. */
function leftOf(days: readonly NamedDay[], recorded: readonly DocketEvent[]): NamedDay[] {
  const left = days.filter((day) => !recorded.some((one) => isOn(one, day)));
  // A correction stands for one that is told by the entry that it corrects.
  const moved = recorded.filter(
    (one) => one.correctsId === null && !days.some((day) => isOn(one, day)),
  );
  return left.filter((day) => !moved.some((one) => isOf(one, day)));
}

/** Whether it is of that kind, day and hour. */
function isOn({ kind, dated, details }: NamedEntry, day: NamedEntryDay): boolean {
  const on = "until" in details ? details.until : dated;
  const time = "time" in details ? details.time : null;
  return kind === day.kind && on === day.dated && time === day.time;
}

/** Whether it is of that kind and says the same. */
function isOf({ kind, text, details }: NamedEntry, day: NamedEntryDay): boolean {
  const what = "what" in details && kind === "briefDue" ? details.what : text;
  return kind === day.kind && what === day.what;
}

type NamedEntry = Pick<DocketEvent, "kind" | "dated" | "text" | "details">;
type NamedEntryDay = Pick<NamedDay, "kind" | "dated" | "time" | "what">;

/** Records the days that a person ticked under the entry whose words or rule set them. */
export const confirmNamedDays = command({
  on: docketEventToRecord,
  form: confirmDaysForm,
  async run({ tx, at, ids, record, actor, found: { docket, event }, form: { days } }) {
    const others = (await docketEventsOf(tx, [docket.id])).get(docket.id) ?? [];
    const sheet = docketSheet(others);
    if (!sheet.some(({ id }) => id === event.id)) return refuse("stale");
    const hanging = (recordedUnder(others).get(event.id) ?? []).filter((one) =>
      sheet.some(({ id }) => id === one.id),
    );
    const entries = entriesOfDays(days, event);
    if (!entries.ok) return entries;
    const { defendants } = sidesOf(readParties(docket.parties));
    const suit = { filedOn: docket.filedOn, defendants };
    const wrong: Record<string, string> = {};
    const taken = days.flatMap(({ isTaken }, index) => (isTaken ? [index] : []));
    for (const at of taken) {
      const { kind, dated = "", time = null, what = "" } = days[at] ?? {};
      const isKnown = hanging.some((one) => {
        const day = { kind: kind ?? one.kind, dated, time, what } as NamedEntryDay;
        return isOn(one, day) && isOf(one, day);
      });
      if (isKnown) wrong[`days[${at}].dated`] = "It is recorded under this entry already.";
    }
    for (const [place, entry] of entries.value.entries()) {
      const possible = checkDocketEvent(entry, suit, others, dateOfFilings(at));
      if (possible.ok) continue;
      const { fields = {}, sentence } = possible.refusal;
      wrong[`days[${taken[place]}].dated`] = [sentence, ...Object.values(fields)]
        .filter(Boolean)
        .join(" ");
    }
    if (Object.keys(wrong).length > 0) return refuse("bad-input", undefined, wrong);
    const written = await writeDocketEvents(
      { tx, at, ids, record },
      "docket.event-recorded",
      { docketId: docket.id, actorId: actor.userId },
      entries.value.map((entry) => ({ ...entry, isInvented: event.isInvented })),
    );
    return written.ok ? done({ count: written.value.length }) : written;
  },
});
