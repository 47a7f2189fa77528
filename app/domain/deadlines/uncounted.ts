import { withWrittenDays } from "#app/domain/dates.ts";
import type { Deadline } from "./deadline.ts";

/** A filed request whose record contradicts itself, so that no date of it is counted (L16). */
export interface UncountedRequest {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** The contradiction in the record, in a sentence. */
  readonly problem: string;
  /** Whether the reader may write its record. */
  readonly mayMend: boolean;
  /** Whether it rests on invented events of the demonstration. */
  readonly isInvented: boolean;
}

/** Its entry in the list of waiting tasks. */
export function entryOfUncounted(request: UncountedRequest) {
  const { documentId, title, matter, problem, mayMend, isInvented } = request;
  return {
    key: `uncounted:${documentId}`,
    what: mayMend
      ? "Mend the record: no date of this request is counted"
      : "No date of this request is counted, until its record is mended",
    about: title,
    matter,
    path: `/documents/${documentId}/record`,
    due: null,
    since: null,
    why: withWrittenDays(problem),
    source: null,
    isInvented,
  };
}
