import { withWrittenDays } from "#app/domain/dates.ts";
import type { Deadline } from "./deadline.ts";

/** A filed request whose record contradicts itself, so that no date of it is counted (L16). */
export interface UncountedRequest {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** What can't be, in a sentence. */
  readonly problem: string;
}

/** Its entry in the list of waiting tasks. */
export function entryOfUncounted({ documentId, title, matter, problem }: UncountedRequest) {
  return {
    key: `uncounted:${documentId}`,
    what: "Mend the record: no date of this request is counted",
    about: title,
    matter,
    path: `/documents/${documentId}/record`,
    due: null,
    since: null,
    why: withWrittenDays(problem),
    source: null,
    isInvented: false,
  };
}
