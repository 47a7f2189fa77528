import type { RequestClock } from "./clocks.ts";

/**
 * A summary of the clock's result, stored with each recorded event, so that a result on which
 * somebody relied remains visible (L16).
 */
export interface ClockAnswer {
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly appealUntil: string | null;
  readonly exhaustion: string;
}

/** Null if the record had no result. */
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
