import type { DocumentStatus } from "#app/domain/document.ts";
import type { DocumentEventType, EventOf } from "#app/domain/document-state.ts";
import type { FilingDetails } from "#app/domain/filing.ts";
import {
  newDraft,
  transition,
  type DocumentEvent,
  type DocumentState,
} from "#app/domain/lifecycle.ts";
import type { PinnedVersion } from "#app/domain/sign-off.ts";
import { CAST, COUNCIL, ILRC, type CastOrganization } from "#tests/support/cast.ts";
import { LEAD, MATTER, PARTY } from "./cast.ts";

const signs = ({ id, shortName }: CastOrganization) => ({ organizationId: id, name: shortName });

export const LEAD_SIGNS = signs(COUNCIL);
export const PARTY_SIGNS = signs(ILRC);
export const V1: PinnedVersion = { versionId: "v1", hash: "hash-1" };
export const V2: PinnedVersion = { versionId: "v2", hash: "hash-2" };
export const TODAY = "2021-09-09";

const ACT = { by: CAST.ana.id, at: new Date("2021-09-09T15:00:00Z") };
const DETAILS: FilingDetails = {
  filedOn: TODAY,
  zone: "America/New_York",
  method: "portal",
  addressee: "Office of Information",
  confirmation: "2021-TEST-1",
};

const { method, ...CONFIRMED } = DETAILS;
/** Pages of the first version, printing today. */
export const COPY: EventOf<"make-filing-copy">["copy"] = {
  id: "copy",
  version: V1,
  pdfHash: "pdf-hash",
  printedOn: TODAY,
  zone: "America/New_York",
  method,
  certifier: null,
};

/** An event of each type that succeeds wherever the status allows it; parts of it can be replaced. */
export function event<T extends DocumentEventType>(
  type: T,
  parts: Partial<EventOf<T>> = {},
): DocumentEvent {
  return { ...EVENTS[type], ...parts } as DocumentEvent;
}

const EVENTS: { readonly [T in DocumentEventType]: EventOf<T> } = {
  submit: {
    ...ACT,
    type: "submit",
    version: V1,
    organizationsWithReviewer: new Set([LEAD, PARTY]),
    findings: [],
    reason: null,
  },
  "sign-off": { ...ACT, type: "sign-off", organizationId: LEAD, version: V1 },
  "request-changes": {
    ...ACT,
    type: "request-changes",
    organizationId: LEAD,
    version: V1,
    reason: "Item 2 is too broad.",
  },
  recall: { ...ACT, type: "recall", reason: "A date is missing." },
  reopen: { ...ACT, type: "reopen", reason: "The memorandum was withdrawn." },
  "make-filing-copy": {
    ...ACT,
    type: "make-filing-copy",
    copy: COPY,
    namedCertifier: null,
  },
  "take-filing-copy": { ...ACT, type: "take-filing-copy", copyId: COPY.id },
  "discard-filing-copy": {
    ...ACT,
    type: "discard-filing-copy",
    copyId: COPY.id,
    reason: "The portal refused it.",
  },
  file: { ...ACT, type: "file", copyId: COPY.id, facts: CONFIRMED },
  "correct-filing": {
    ...ACT,
    type: "correct-filing",
    facts: { ...DETAILS, confirmation: "2021-TEST-2" },
  },
  supersede: {
    ...ACT,
    type: "supersede",
    successor: { documentId: "successor", matterId: MATTER.matterId, status: "filed" },
  },
  withdraw: { ...ACT, type: "withdraw", reason: "The agency answered in another matter." },
  "set-required": {
    ...ACT,
    type: "set-required",
    required: [PARTY_SIGNS],
    partyIds: new Set([LEAD, PARTY]),
  },
  "remove-party": { ...ACT, type: "remove-party", organizationId: PARTY },
};

/** Plays the events one after another; a refusal on the way is a mistake of the test. */
export function play(state: DocumentState, ...events: readonly DocumentEvent[]): DocumentState {
  return events.reduce((before, next) => {
    const after = transition(before, next);
    if (!after.ok) throw new Error(`${next.type} was refused: ${after.refusal.sentence}`);
    return after.value;
  }, state);
}

const DRAFT = newDraft({
  documentId: "document",
  matterId: MATTER.matterId,
  required: [LEAD_SIGNS, PARTY_SIGNS],
});
const IN_REVIEW = play(DRAFT, event("submit"));
const APPROVED = play(
  IN_REVIEW,
  event("sign-off"),
  event("sign-off", { organizationId: PARTY, by: "other" }),
);
/** Approved, with a filing copy that somebody has taken away. */
export const TAKEN = play(APPROVED, event("make-filing-copy"), event("take-filing-copy"));
const FILED = play(TAKEN, event("file"));

/** One document in each status, brought there by events and not written by hand. */
export const STATES: Readonly<Record<DocumentStatus, DocumentState>> = {
  draft: DRAFT,
  in_review: IN_REVIEW,
  approved: APPROVED,
  filed: FILED,
  superseded: play(FILED, event("supersede")),
  withdrawn: play(FILED, event("withdraw")),
};
