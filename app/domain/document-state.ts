import type { DocumentStatus } from "./document.ts";
import type { Finding } from "./readiness.ts";
import type { Filing, FilingCorrection, FilingDetails } from "./filing.ts";
import type { FilingCopy } from "./filing-copy.ts";
import type { PinnedVersion, RequiredOrganization, SignOff, VoidCause } from "./sign-off.ts";

/** A document's status, with everything that the next step depends on. Never mutated. */
export type DocumentState = DraftState | ReviewState | ApprovedState | FiledState | EndedState;

interface EveryState {
  readonly documentId: string;
  readonly matterId: string;
  /** Each organization must sign; one signature of each is enough. */
  readonly required: readonly RequiredOrganization[];
  /** Every decision on any version of this document, void ones included, oldest first. */
  readonly signOffs: readonly SignOff[];
  /** Incremented whenever the draft reopens (R17), so that no copy of an earlier text is merged. */
  readonly generation: number;
}

export interface DraftState extends EveryState {
  readonly status: "draft";
  /** Why it last returned to draft; null where it was never submitted. */
  readonly returned: ReturnToDraft | null;
}
export interface ReviewState extends EveryState {
  readonly status: "in_review";
  readonly version: PinnedVersion;
}
export interface ApprovedState extends EveryState {
  readonly status: "approved";
  readonly version: PinnedVersion;
  /** The unconfirmed copy made for filing; null for none. */
  readonly copy: FilingCopy | null;
}
interface WithFiling extends EveryState {
  readonly filing: Filing;
  /** Oldest first. */
  readonly corrections: readonly FilingCorrection[];
}
interface FiledState extends WithFiling {
  readonly status: "filed";
}
type EndedState = WithFiling &
  (
    | { readonly status: "superseded"; readonly successorId: string }
    | { readonly status: "withdrawn"; readonly reason: string }
  );

export interface ReturnToDraft {
  readonly because: VoidCause;
  /** The version that was under review or approved when the document ended. */
  readonly version: PinnedVersion;
  /** Null where removing a party voided the review, which is the reason then. */
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}

/** The person who acts, and when. Permissions are checked before (permissions.ts). */
interface Act {
  readonly by: string;
  readonly at: Date;
}
interface ReviewAct extends Act {
  readonly organizationId: string;
  /** The version that the reviewer was shown, so that nobody signs what they did not see. */
  readonly version: PinnedVersion;
}

export type DocumentEvent =
  | (Act & {
      readonly type: "submit";
      readonly version: PinnedVersion;
      readonly organizationsWithReviewer: ReadonlySet<string>;
      /** The findings of readiness.ts in the text and its details. */
      readonly findings: readonly Finding[];
      /** Why findings may stand, where one asks for a reason; null where nobody gave one. */
      readonly reason: string | null;
    })
  | (ReviewAct & { readonly type: "sign-off" })
  | (ReviewAct & { readonly type: "request-changes"; readonly reason: string })
  | (Act & { readonly type: "recall"; readonly reason: string })
  | (Act & { readonly type: "reopen"; readonly reason: string })
  | (Act & {
      readonly type: "make-filing-copy";
      readonly copy: Omit<FilingCopy, "madeBy" | "madeAt" | "takenAt">;
      /** Whom the version's facts name as certifier; null where the text asks for none. */
      readonly namedCertifier: string | null;
    })
  | (Act & { readonly type: "take-filing-copy"; readonly copyId: string })
  | (Act & {
      readonly type: "discard-filing-copy";
      readonly copyId: string;
      readonly reason: string;
    })
  | (Act & {
      /** Confirms that the copy was filed: only this makes the document filed. */
      readonly type: "file";
      readonly copyId: string;
      /** The method is the copy's. */
      readonly facts: Omit<FilingDetails, "method">;
    })
  | (Act & { readonly type: "correct-filing"; readonly facts: FilingDetails })
  | (Act & {
      readonly type: "supersede";
      readonly successor: {
        readonly documentId: string;
        readonly matterId: string;
        readonly status: DocumentStatus;
      };
    })
  | (Act & { readonly type: "withdraw"; readonly reason: string })
  | (Act & {
      readonly type: "set-required";
      readonly required: readonly RequiredOrganization[];
      /** The parties of the matter; only they can be required to sign. */
      readonly partyIds: ReadonlySet<string>;
    })
  | (Act & { readonly type: "remove-party"; readonly organizationId: string });

export type DocumentEventType = DocumentEvent["type"];
export type EventOf<T extends DocumentEventType> = Extract<DocumentEvent, { type: T }>;
