import type { Clock } from "#app/domain/foia-clock.ts";
import type { RequestClock } from "./clocks.ts";

/**
 * A summary of the clock's result, stored with each recorded event, so that a result on which
 * somebody relied remains visible (L16).
 */
export interface ClockAnswer extends AnswerOfOne {
  /** Those of the components that have the request, where several do (L51). */
  readonly components?: readonly (AnswerOfOne & { readonly component: string })[] | undefined;
}

interface AnswerOfOne {
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly appealUntil: string | null;
  readonly exhaustion: string;
}

/** Null if the record had no result. */
export function answerOf({ clock }: Pick<RequestClock, "clock">): ClockAnswer | null {
  if (!clock) return null;
  const components = clock.components.map(({ component, clock: own }) => ({
    component,
    ...answerOfOne(own),
  }));
  return { ...answerOfOne(clock), ...(components.length > 0 ? { components } : {}) };
}

function answerOfOne({ due, appealUntil, exhaustion }: Clock): AnswerOfOne {
  return {
    earliest: due.earliest,
    latest: due.latest,
    appealUntil: appealUntil?.date ?? null,
    exhaustion: exhaustion.state,
  };
}

export function isSameAnswer(one: ClockAnswer | null, other: ClockAnswer | null): boolean {
  return (
    one?.earliest === other?.earliest &&
    one?.latest === other?.latest &&
    one?.appealUntil === other?.appealUntil &&
    one?.exhaustion === other?.exhaustion &&
    JSON.stringify(one?.components) === JSON.stringify(other?.components)
  );
}
