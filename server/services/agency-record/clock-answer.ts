import type { RequestClock } from "./clocks.ts";

/**
 * What the clock answered, in short: kept with each event that is recorded, so that an answer on which
 * somebody relied stays to be seen (L16).
 */
export interface ClockAnswer {
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly appealUntil: string | null;
  readonly exhaustion: string;
}

/** Null where the record had no answer. */
export function answerOf({ clock }: Pick<RequestClock, "clock">): ClockAnswer | null {
  if (!clock) return null;
  return {
    earliest: clock.due.earliest,
    latest: clock.due.latest,
    appealUntil: clock.appealUntil?.date ?? null,
    exhaustion: clock.exhaustion.state,
  };
}

export function isSameAnswer(one: ClockAnswer | null, other: ClockAnswer | null): boolean {
  return (
    one?.earliest === other?.earliest &&
    one?.latest === other?.latest &&
    one?.appealUntil === other?.appealUntil &&
    one?.exhaustion === other?.exhaustion
  );
}
