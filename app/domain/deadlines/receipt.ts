import { writtenDay } from "#app/domain/dates.ts";
import type { Deadline } from "./deadline.ts";

/**
 * A filed request without a recorded receipt, or whose appeal has none, so that its clock stands still (L1,
 * L57), in a matter whose record the reader may write.
 */
export interface UnconfirmedReceipt {
  readonly documentId: string;
  readonly title: string;
  readonly matter: Deadline["matter"];
  /** ISO day. */
  readonly filedOn: string;
  /** When the filing was confirmed; ISO instant. */
  readonly since: string;
  /** The day on which the appeal was sent whose arrival is asked for (L57); null of the request itself. */
  readonly appealSent: string | null;
}

/** Its entry in the list of waiting tasks. */
export function entryOfUnconfirmed(request: UnconfirmedReceipt) {
  const { documentId, title, matter, filedOn, since, appealSent } = request;
  if (appealSent !== null) {
    return {
      key: `appeal-receipt:${documentId}`,
      what: "Find out when the appeals office had the appeal",
      about: title,
      matter,
      path: `/documents/${documentId}/record`,
      due: null,
      since,
      why: `Sent on ${writtenDay(appealSent)}; the time for its decision runs from the day on which the appeals office received it, and none is recorded.`,
      source: "5 U.S.C. 552(a)(6)(A)(ii)",
      isInvented: false,
    };
  }
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
