import type { Actor } from "#app/domain/actor.ts";
import type { DocumentSubject } from "#app/domain/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

const IN_REVIEW =
  "It is with its reviewers, who sign the caption that it has. Nothing was changed; recall or reopen it first, and move it then.";
const NO_CAPTION = "A letter belongs to no docket. Nothing was changed.";

/**
 * Whether somebody may move a paper to another docket: of a draft, whoever may edit it; of what was
 * filed, whoever may correct facts of the filing. What lies before its signers is not moved: they sign
 * the caption that they read.
 */
export function mayMoveTo(actor: Actor, document: DocumentSubject): Outcome<void> {
  const { kind, status } = document;
  const permission = status === "draft" ? "document.edit" : "document.correct-filing";
  const allowed = may(actor, permission, { document });
  if (!allowed.ok) return allowed;
  if (!KINDS[kind].caption) return refuse("bad-input", NO_CAPTION);
  if (status === "in_review" || status === "approved") return refuse("frozen", IN_REVIEW);
  return done();
}
