import {
  effectiveEvents,
  hasWayOfComing,
  type AgencyEvent,
  type WayOfComing,
} from "#app/domain/agency-record/event.ts";
import type { NewAgencyEvent } from "#app/domain/agency-record/form.ts";
import { hasLettersDays, hasSameDays, letterOf } from "#app/domain/agency-record/letter.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { partsOfLetter } from "./read-letter.ts";
import type { Recorder } from "./write-entry.ts";

/**
 * The events in force of an event's letter, the event itself among them; refuses `stale` where that was
 * corrected or retracted.
 */
export function standingParts(
  events: readonly AgencyEvent[],
  event: AgencyEvent,
): Outcome<AgencyEvent[]> {
  const standing = effectiveEvents(events).find(({ event: { id } }) => id === event.id);
  if (!standing) return refuse("stale");
  const parts = partsOfLetter(events, letterOf(standing.event, standing.earlier));
  return done(parts.map((part) => (part.id === event.id ? event : part)));
}

/**
 * The corrections that follow from one: other days, or another way of coming, are those of the whole
 * letter, whose other sections are corrected with it (L63).
 * @param parts the events in force of its letter.
 * @param typedWay how it came, as typed.
 */
export function correctionsOf(
  wrong: AgencyEvent,
  parts: readonly AgencyEvent[],
  right: NewAgencyEvent,
  typedWay: WayOfComing | undefined,
  { actor, at, ids }: Recorder,
): AgencyEvent[] {
  const { dated, sent, received } = right;
  const days = { dated, sent, received };
  // Its letter's stays where the form doesn't ask.
  const cameBy = (hasWayOfComing(wrong.kind) ? typedWay : wrong.cameBy) ?? null;
  const isMoved =
    hasLettersDays(wrong) && !(hasSameDays(wrong, days) && (wrong.cameBy ?? null) === cameBy);
  const others = parts.filter((part) => part.id !== wrong.id && hasLettersDays(part));
  return [
    { of: wrong, says: right },
    ...(isMoved ? others : []).map((of) => ({ of, says: { ...of, ...days } })),
  ].map(({ of, says }): AgencyEvent => ({
    ...says,
    id: ids(),
    letterId: of.letterId ?? null,
    cameBy,
    correctsId: of.id,
    isRetracted: false,
    isInvented: of.isInvented,
    recordedById: actor.userId,
    recordedAt: at,
  }));
}
