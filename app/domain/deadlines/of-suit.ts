import type { SuitDeadline } from "#app/domain/docket-event/deadline.ts";
import type { Deadline } from "./deadline.ts";

/** A lawsuit with its deadlines. */
interface SuitOfMatter {
  readonly docketId: string;
  /** Its parties and its number. */
  readonly name: string;
  readonly matter: Deadline["matter"];
  readonly deadlines: readonly SuitDeadline[];
}

/**
 * The open deadlines of a lawsuit: still due, or overdue and not done, unless it ended before (L36
 * to L39, L55).
 */
export function deadlinesOfSuit({ docketId, name, matter, deadlines }: SuitOfMatter): Deadline[] {
  return deadlines
    .filter(({ isDone, isMoot }) => !isDone && !isMoot)
    .map(({ key, kind, what, due, hour, orElse, by, why, source, isInvented }) => ({
      key: `suit:${docketId}:${key}`,
      kind,
      matter,
      place: { of: "suit", docketId, name },
      what,
      due,
      hour,
      orElse,
      by,
      why,
      source,
      isInvented,
    }));
}
