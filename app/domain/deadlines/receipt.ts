import { writtenDay } from "#app/domain/dates.ts";
import type { Deadline } from "./deadline.ts";

/**
 * A filed request without a recorded receipt, so that its clock stands still (L1), in a matter whose
 * record the reader may write.
 */
export interface UnconfirmedReceipt {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** ISO day. */
  readonly filedOn: string;
  /** When the filing was confirmed; ISO instant. */
  readonly since: string;
}

/** Its entry in the list of waiting tasks. */
export function entryOfUnconfirmed(request: UnconfirmedReceipt) {
  const { documentId, title, matter, filedOn, since } = request;
  return {
    key: `receipt:${documentId}`,
    what: "Confirm the receipt",
    about: title,
    matter,
    path: `/documents/${documentId}/record/new?says=received`,
    due: null,
    since,
    why: `Filed on ${writtenDay(filedOn)}; the agency’s time runs from the day on which it received the request, and none is recorded.`,
    source: "5 U.S.C. 552(a)(6)(A)",
    isInvented: false,
  };
}
