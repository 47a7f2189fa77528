import type { SuitDeadline } from "#app/domain/docket-event/due.ts";
import type { Deadline } from "./deadline.ts";

/** A lawsuit with its deadlines. */
interface SuitOfMatter {
  readonly docketId: string;
  /** Its parties and its number. */
  readonly name: string;
  readonly matter: Deadline["matter"];
  readonly deadlines: readonly SuitDeadline[];
}

/** The open deadlines of a lawsuit: still due, or overdue and not done (L36 to L39). */
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
