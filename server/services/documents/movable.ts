import type { Actor } from "#app/domain/actor.ts";
import type { DocumentStatus, DocumentSubject } from "#app/domain/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

const BEFORE_SIGNERS: Readonly<Partial<Record<DocumentStatus, string>>> = {
  in_review:
    "It is with its reviewers, who sign the caption that it has. Nothing was changed; a drafter recalls it first, and moves it then.",
  approved:
    "It is approved: its reviewers signed the caption that it has. Nothing was changed; a drafter reopens it first, and moves it then.",
};
const NO_CAPTION =
  "Requests, appeals and letters to an agency belong to no docket. Nothing was changed.";

/**
 * Whether somebody may move a paper to another docket: of a draft, whoever may edit it; of what was
 * filed, whoever may correct facts of the filing. What lies before its signers is not moved, whoever
 * asks: they sign the caption that they read.
 */
export function mayMoveTo(actor: Actor, document: DocumentSubject): Outcome<void> {
  const { kind, status } = document;
  const frozen = BEFORE_SIGNERS[status];
  const asDraft = { document: { ...document, status: "draft" } } as const;
  const edits = may(actor, "document.edit", asDraft);
  const corrects = may(actor, "document.correct-filing", { document });
  const isTheirs = status === "draft" || (frozen !== undefined && edits.ok) ? edits : corrects;
  if (!isTheirs.ok) return isTheirs;
  if (!KINDS[kind].caption) return refuse("bad-input", NO_CAPTION);
  return frozen === undefined ? done() : refuse("frozen", frozen);
}
