import type { SuitDeadline } from "#app/domain/docket-event/due.ts";
import type { Deadline } from "./deadline.ts";

/** A lawsuit with what is and was due in it. */
export interface SuitOfMatter {
  readonly docketId: string;
  /** Its parties and its number. */
  readonly name: string;
  readonly matter: Deadline["matter"];
  readonly deadlines: readonly SuitDeadline[];
}

/** What is still due in a lawsuit, or was due and is not done (L36 to L39). */
export function deadlinesOfSuit({ docketId, name, matter, deadlines }: SuitOfMatter): Deadline[] {
  return deadlines
    .filter(({ isDone }) => !isDone)
    .map(({ key, kind, what, due, orElse, by, why, source, isInvented }) => ({
      key: `suit:${docketId}:${key}`,
      kind,
      matter,
      place: { of: "suit", docketId, name },
      what,
      due,
      orElse,
      by,
      why,
      source,
      isInvented,
    }));
}
