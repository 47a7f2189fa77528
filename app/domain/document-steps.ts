import { DOCUMENT_STATUSES, type DocumentStatus } from "./document.ts";
import type { DocumentEventType } from "./document-state.ts";
import { refuse, type Outcome } from "./refusal.ts";

/** The statuses in which each event is possible; pages offer no other step. */
export const POSSIBLE_IN: Readonly<Record<DocumentEventType, readonly DocumentStatus[]>> = {
  submit: ["draft"],
  "sign-off": ["in_review"],
  "request-changes": ["in_review"],
  recall: ["in_review"],
  reopen: ["approved"],
  "make-filing-copy": ["approved"],
  "take-filing-copy": ["approved"],
  "discard-filing-copy": ["approved"],
  file: ["approved"],
  // A filing that was superseded or withdrawn stays on record, so its details can still be
  // corrected.
  "correct-filing": ["filed", "superseded", "withdrawn"],
  supersede: ["filed"],
  withdraw: ["filed"],
  "set-required": ["draft"],
  // A party can leave at any time; the effect on the document depends on its status.
  "remove-party": DOCUMENT_STATUSES,
};

/** The events that are possible in that status, in the order of a document's life. */
export function possibleIn(status: DocumentStatus): DocumentEventType[] {
  const events = Object.keys(POSSIBLE_IN) as DocumentEventType[];
  return events.filter((event) => POSSIBLE_IN[event].includes(status));
}

const ONLY: Readonly<Record<DocumentEventType, string>> = {
  submit: "Only a draft can be submitted for review",
  "sign-off": "Only a document in review can be signed",
  "request-changes": "Changes can be asked for only while a document is in review",
  recall: "Only a document in review can be recalled",
  reopen: "Only an approved document can be reopened",
  "make-filing-copy": "Only an approved document gets a filing copy",
  "take-filing-copy": "Only the filing copy of an approved document can be taken away",
  "discard-filing-copy": "Only the filing copy of an approved document can be discarded",
  file: "Only an approved document can be filed",
  "correct-filing": "Only a filed document has details of its filing to correct",
  supersede: "Only a filed document can be superseded",
  withdraw: "Only a filed document can be withdrawn",
  "set-required": "Who must sign can be changed only while a document is a draft",
  "remove-party": "A party can be removed at any time",
};

const THIS_ONE: Readonly<Record<DocumentStatus, string>> = {
  draft: "this one is a draft",
  in_review: "this one is in review",
  approved: "this one is approved",
  filed: "this one is filed",
  superseded: "this one has been superseded",
  withdrawn: "this one has been withdrawn",
};

/** The advice where the document hasn't reached the needed status yet. */
const STILL_TO_DO: Readonly<Record<DocumentStatus, string>> = {
  draft: "submit it for review first",
  in_review: "every required organization must sign first",
  approved: "make its filing copy, file that, and confirm it first",
  filed: "a later filing must replace it first",
  superseded: "see the document that replaced it",
  withdrawn: "start a new document instead",
};

/** The advice where the document is past the needed status. */
const GONE_ON: Readonly<Record<DocumentStatus, string>> = {
  draft: "submit it again when it is ready",
  in_review: "a drafter can recall it with a reason",
  approved: "a drafter can reopen it with a reason",
  filed: "a filing never changes, and a new document that supersedes it can correct the text",
  superseded: "see the document that replaced it",
  withdrawn: "start a new document instead",
};

/** The advice to who reviews: submitting is not theirs, and mostly somebody sent it back meanwhile. */
const NOT_IN_REVIEW = "its versions say who took it back, and why, or it was not submitted yet";

/** The refusal of an event that the document's status does not allow. */
export function wrongStatus(event: DocumentEventType, status: DocumentStatus): Outcome<never> {
  const order = DOCUMENT_STATUSES.indexOf(status);
  const early = POSSIBLE_IN[event].every((at) => DOCUMENT_STATUSES.indexOf(at) > order);
  const isReviewing = event === "sign-off" || event === "request-changes";
  const then =
    isReviewing && status === "draft"
      ? NOT_IN_REVIEW
      : early
        ? STILL_TO_DO[status]
        : GONE_ON[status];
  return refuse(
    "wrong-status",
    `${ONLY[event]}, and ${THIS_ONE[status]}. Nothing was changed; ${then}.`,
  );
}
