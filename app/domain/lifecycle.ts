import type {
  ApprovedState,
  DocumentEvent,
  DocumentState,
  DraftState,
  EventOf,
  ReturnToDraft,
  ReviewState,
} from "./document-state.ts";
import { POSSIBLE_IN, wrongStatus } from "./document-steps.ts";
import { correctFiling } from "./filing.ts";
import { discardFilingCopy, file, makeFilingCopy, takeFilingCopy } from "./filing-steps.ts";
import { refuseUnready } from "./readiness.ts";
import { checkReason } from "./reason.ts";
import { done, refuse, type Outcome } from "./refusal.ts";
import {
  hasApproved,
  isSameVersion,
  missingApprovals,
  voidApprovals,
  type SignOff,
} from "./sign-off.ts";

export type { DocumentEvent, DocumentState } from "./document-state.ts";

/** The state of a new document. */
export function newDraft(
  details: Pick<DraftState, "documentId" | "matterId" | "required">,
): DraftState {
  return { ...details, status: "draft", returned: null, signOffs: [], generation: 1 };
}

/**
 * The document's next state, or why the event can't happen. Pure: the given state is not changed,
 * and a refusal means that nothing changed. Permissions are checked by permissions.ts. Source:
 * product.md, "A document's life".
 */
export function transition(state: DocumentState, event: DocumentEvent): Outcome<DocumentState> {
  if (!POSSIBLE_IN[event.type].includes(state.status)) {
    return signedMeanwhile(state, event) ?? wrongStatus(event.type, state.status);
  }
  switch (event.type) {
    case "submit":
      return submit(state, event);
    case "sign-off":
      return signOff(state, event);
    case "request-changes":
      return requestChanges(state, event);
    case "recall":
      return takeBack(state, event, "recalled");
    case "reopen":
      return takeBack(state, event, "reopened");
    case "make-filing-copy":
      return makeFilingCopy(state, event);
    case "take-filing-copy":
      return takeFilingCopy(state, event);
    case "discard-filing-copy":
      return discardFilingCopy(state, event);
    case "file":
      return file(state, event);
    case "correct-filing":
      return correct(state, event);
    case "supersede":
      return supersede(state, event);
    case "withdraw":
      return withdraw(state, event);
    case "set-required":
      return setRequired(state, event);
    case "remove-party":
      return done(withoutParty(state, event));
  }
}

function submit(state: DocumentState, event: EventOf<"submit">): Outcome<DocumentState> {
  if (state.status !== "draft") return wrongStatus(event.type, state.status);
  if (state.required.length === 0) return refuse("required-missing");
  const without = state.required.filter(
    ({ organizationId }) => !event.organizationsWithReviewer.has(organizationId),
  );
  if (without.length > 0) {
    const names = listedNames(without.map(({ name }) => name));
    return refuse(
      "reviewer-missing",
      `${names} ${without.length === 1 ? "has" : "have"} no reviewer yet, so nobody could sign there. The draft is unchanged; ask an administrator of ${names} to name a reviewer, then submit again.`,
    );
  }
  const unready = refuseUnready(event.findings, event.reason);
  if (unready) return unready;
  const { returned: _, ...rest } = state;
  return done({ ...rest, status: "in_review", version: event.version });
}

function signOff(state: DocumentState, event: EventOf<"sign-off">): Outcome<DocumentState> {
  if (state.status !== "in_review") return wrongStatus(event.type, state.status);
  const refused = refuseReviewAct(state, event);
  if (refused) return refused;
  if (hasApproved(state.signOffs, state.version, event.organizationId)) {
    return refuse("already-signed");
  }
  const signOffs = [...state.signOffs, decision(event, "approved", null)];
  const complete = missingApprovals(state.required, signOffs, state.version).length === 0;
  return complete
    ? done({ ...state, signOffs, status: "approved", copy: null })
    : done({ ...state, signOffs });
}

function requestChanges(
  state: DocumentState,
  event: EventOf<"request-changes">,
): Outcome<DocumentState> {
  if (state.status !== "in_review") return wrongStatus(event.type, state.status);
  const refused = refuseReviewAct(state, event);
  if (refused) return refused;
  const reason = checkReason(event.reason);
  if (!reason.ok) return reason;
  const asked = {
    ...state,
    signOffs: [...state.signOffs, decision(event, "changes-requested", reason.value)],
  };
  return done(backToDraft(asked, event, "changes-requested", reason.value));
}

function takeBack(
  state: DocumentState,
  event: EventOf<"recall" | "reopen">,
  because: "recalled" | "reopened",
): Outcome<DocumentState> {
  if (state.status !== "in_review" && state.status !== "approved") {
    return wrongStatus(event.type, state.status);
  }
  const reason = checkReason(event.reason);
  if (!reason.ok) return reason;
  return done(backToDraft(state, event, because, reason.value));
}

function correct(state: DocumentState, event: EventOf<"correct-filing">): Outcome<DocumentState> {
  if (!("filing" in state)) return wrongStatus(event.type, state.status);
  const corrected = correctFiling(state.filing, event);
  if (!corrected.ok) return corrected;
  const { filing, correction } = corrected.value;
  return done({ ...state, filing, corrections: [...state.corrections, correction] });
}

function supersede(state: DocumentState, event: EventOf<"supersede">): Outcome<DocumentState> {
  if (state.status !== "filed") return wrongStatus(event.type, state.status);
  const { successor } = event;
  if (successor.documentId === state.documentId) {
    return refuse(
      "conflict",
      "A filing can’t supersede itself. Nothing was changed; choose the document that takes its place.",
    );
  }
  if (successor.matterId !== state.matterId) {
    return refuse(
      "conflict",
      "The document that supersedes a filing must belong to the same matter. Nothing was changed; choose one of this matter.",
    );
  }
  if (successor.status !== "filed") {
    return refuse(
      "wrong-status",
      "Only a document that has been filed itself can supersede a filing. Nothing was changed; file the new one first.",
    );
  }
  return done({ ...state, status: "superseded", successorId: successor.documentId });
}

function withdraw(state: DocumentState, event: EventOf<"withdraw">): Outcome<DocumentState> {
  if (state.status !== "filed") return wrongStatus(event.type, state.status);
  const reason = checkReason(event.reason);
  if (!reason.ok) return reason;
  return done({ ...state, status: "withdrawn", reason: reason.value });
}

function setRequired(state: DocumentState, event: EventOf<"set-required">): Outcome<DocumentState> {
  if (state.status !== "draft") return wrongStatus(event.type, state.status);
  const stranger = event.required.find(({ organizationId }) => !event.partyIds.has(organizationId));
  if (stranger) {
    return refuse(
      "not-party",
      `${stranger.name} is not a party of the matter, so it can’t be asked to sign. Nothing was changed; add it to the matter first.`,
    );
  }
  const byId = new Map(event.required.map((required) => [required.organizationId, required]));
  return done({ ...state, required: [...byId.values()] });
}

/** Removing a required party voids the review; a filed document is unaffected. */
function withoutParty(state: DocumentState, event: EventOf<"remove-party">): DocumentState {
  const isRequired = state.required.some(
    ({ organizationId }) => organizationId === event.organizationId,
  );
  if (!isRequired || "filing" in state) return state;
  const required = state.required.filter(
    ({ organizationId }) => organizationId !== event.organizationId,
  );
  if (state.status === "draft") return { ...state, required };
  return backToDraft({ ...state, required }, event, "party-removed", null);
}

function backToDraft(
  state: ReviewState | ApprovedState,
  { by, at }: Pick<ReturnToDraft, "by" | "at">,
  because: ReturnToDraft["because"],
  reason: string | null,
): DraftState {
  const { version, ...rest } = withoutCopy(state);
  return {
    ...rest,
    status: "draft",
    returned: { because, version, reason, by, at },
    signOffs: voidApprovals(state.signOffs, at, because),
    generation: state.generation + 1,
  };
}

/** Voids the filing copy with the approval that it was made from. */
function withoutCopy(state: ReviewState | ApprovedState): Omit<ApprovedState, "copy" | "status"> {
  if (state.status === "in_review") {
    const { status: _, ...rest } = state;
    return rest;
  }
  const { copy: _copy, status: _status, ...rest } = state;
  return rest;
}

function refuseReviewAct(
  state: ReviewState,
  event: EventOf<"sign-off" | "request-changes">,
): Outcome<never> | null {
  if (!state.required.some(({ organizationId }) => organizationId === event.organizationId)) {
    return refuse("not-required");
  }
  if (event.version.versionId !== state.version.versionId) {
    return refuse(
      "stale",
      "Another version is under review than the one you read. Nothing was signed or sent back; load the page again and read the version shown there.",
    );
  }
  return event.version.hash === state.version.hash ? null : refuse("hash-differs");
}

/**
 * The refusal of a signature that arrives just after another one of the same organization completed
 * the review; null otherwise.
 */
function signedMeanwhile(state: DocumentState, event: DocumentEvent): Outcome<never> | null {
  if (state.status !== "approved" || event.type !== "sign-off") return null;
  if (!isSameVersion(event.version, state.version)) return null;
  return hasApproved(state.signOffs, state.version, event.organizationId)
    ? refuse("already-signed")
    : null;
}

function decision(
  event: EventOf<"sign-off" | "request-changes">,
  made: SignOff["decision"],
  reason: string | null,
): SignOff {
  const { version, organizationId, by, at } = event;
  return { ...version, organizationId, userId: by, at, decision: made, reason, voided: null };
}

function listedNames(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
