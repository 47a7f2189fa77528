import type { Actor } from "#app/domain/actor.ts";
import type { AgencyEvent, WayOfComing } from "#app/domain/agency-record/event.ts";
import type { NewAgencyEvent } from "#app/domain/agency-record/form.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { answerOf, type ClockAnswer } from "./clock-answer.ts";
import { compareClocks, type ClockComparison, type FieldOfEvent } from "./compare-clocks.ts";
import type { FiledDocument } from "./load.ts";
import type { ReadEvent } from "./read-event.ts";
import { writeAgencyEvent, writeOutcomes, type Writing } from "./write.ts";

/** The effect of recording an entry. */
export interface EventEffect {
  /** The event, or the first of its letter. */
  readonly eventId: string;
  readonly before: ClockAnswer | null;
  readonly after: ClockAnswer | null;
  /** Effects that by the rules differ from what the letter says, one sentence each. */
  readonly warnings: readonly string[];
}

export interface Recorder {
  readonly actor: Actor;
  readonly at: Date;
  readonly ids: () => string;
}

/** The letter that an entry is of. */
export interface OfLetter {
  /** The letter on record to which it adds; null for a new one. */
  readonly letterId: string | null;
  readonly cameBy: WayOfComing | null;
}

/** The events of an entry as they would be recorded: those after the first are of the same letter. */
export function onRecord(
  events: readonly NewAgencyEvent[],
  { actor, at, ids }: Recorder,
  { letterId, cameBy }: OfLetter = { letterId: null, cameBy: null },
  first: string = ids(),
): AgencyEvent[] {
  return events.map((event, index) => ({
    ...event,
    id: index === 0 ? first : ids(),
    letterId: letterId ?? (index === 0 ? null : first),
    cameBy,
    correctsId: null,
    isRetracted: false,
    isInvented: false,
    recordedById: actor.userId,
    recordedAt: at,
  }));
}

/** Checks events against the record and writes them; the last one's line tells what became of the clock. */
export async function checkAndWrite(
  writing: Writing,
  found: FiledDocument,
  events: readonly AgencyEvent[],
  at: Date,
  {
    fieldOf,
    filesTo = null,
  }: { readonly fieldOf?: FieldOfEvent; readonly filesTo?: string | null } = {},
): Promise<Outcome<EventEffect>> {
  if (found.row.kind !== "request") return refuse("wrong-status", NO_REQUEST);
  const comparison = await compareClocks(writing.tx, found, events, at, fieldOf);
  if (!comparison.ok) return comparison;
  for (const event of events) {
    const told = event === events.at(-1) ? comparison.value : null;
    const written = await writeAgencyEvent(writing, found.row.id, event, told, filesTo);
    if (!written.ok) return written;
  }
  return done(effectOf(events[0]?.id ?? "", comparison.value));
}

/** Records new events with what each says of the items. */
export async function writeEntry(
  writing: Writing,
  found: FiledDocument,
  parts: readonly ReadEvent[],
  made: Recorder,
  {
    letter,
    fieldOf,
    entryId,
  }: {
    readonly letter?: OfLetter;
    readonly fieldOf?: FieldOfEvent;
    /** The id of its first event; a new one where left out. */
    readonly entryId?: string;
  } = {},
): Promise<Outcome<{ readonly effect: EventEffect; readonly events: readonly AgencyEvent[] }>> {
  const { actor, at, ids } = made;
  const said = parts.map(({ event }) => event);
  const events = onRecord(said, made, letter, entryId);
  const written = await checkAndWrite(writing, found, events, at, fieldOf ? { fieldOf } : {});
  if (!written.ok) return written;
  for (const [index, event] of events.entries()) {
    const to = { documentId: found.row.id, event, at };
    for (const told of parts[index]?.told ?? []) {
      await writeOutcomes(writing, to, { ...told, by: actor.userId }, ids);
    }
  }
  return done({ effect: written.value, events });
}

export function effectOf(eventId: string, { before, after }: ClockComparison): EventEffect {
  const known = new Set((before.clock?.warnings ?? []).map(({ sentence }) => sentence));
  const warnings = (after.clock?.warnings ?? []).map(({ sentence }) => sentence);
  return {
    eventId,
    before: answerOf(before),
    after: answerOf(after),
    warnings: warnings.filter((sentence) => !known.has(sentence)),
  };
}

const NO_REQUEST =
  "The record is that of the request: what becomes of an appeal is recorded there, too. Nothing was recorded.";
