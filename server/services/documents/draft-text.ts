import type { Actor } from "#app/domain/actor.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { Resources } from "#server/services/resources.ts";
import { textParts, type TextParts } from "#server/services/versions/text-parts.ts";
import { documentFor } from "./load.ts";

/** A draft's text for a program, as it was committed at `sequence`. */
interface DraftTextView extends TextParts {
  readonly title: string;
  readonly generation: number;
  readonly sequence: number;
  /** How many pieces this release does not know, which are left out. */
  readonly leftOut: number;
}

/**
 * The committed text of a draft. Refuses `wrong-status` once it is pinned: what was agreed is a version,
 * and nobody signed the draft.
 */
export async function draftText(
  resources: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<DraftTextView>> {
  const found = await documentFor(resources.database.client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { title, facts, layoutProfile, status } = found.value.row;
  if (status !== "draft") return refuse("wrong-status", PINNED);
  const read = await resources.drafts.prose(documentId);
  if (!read.ok) return read;
  const { prose, unknown, sequence, generation } = read.value;
  const parts = await textParts(resources, {
    prose,
    facts: { ...readDetails(facts), title },
    // Written by services alone, from the closed list.
    layoutProfile: layoutProfile as LayoutProfile,
  });
  if (!parts.ok) return parts;
  return done({ ...parts.value, title, generation, sequence, leftOut: unknown.length });
}

const PINNED =
  "This document is no draft any more: what was agreed is the text of its version. Nothing was changed; read that version instead.";
