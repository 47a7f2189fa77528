import type { Actor } from "#app/domain/actor.ts";
import type { PastState } from "#app/domain/changes/text-choice.ts";
import type { LayoutProfile } from "#app/domain/document.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { readDetails } from "#app/document/details/document-details.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";
import { wasSetAside } from "#server/database/draft-moments.ts";
import { asksTooOften } from "#server/services/changes/asked-moments.ts";
import { documentFor } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import type { StoredContent } from "#server/services/versions/content.ts";
import { stateReached } from "./sittings.ts";

/** A draft's text as it was at a moment. */
interface StateText {
  readonly at: Date;
  /** With the details that the draft has now: those of then are not kept. */
  readonly content: StoredContent;
  /** How many pieces could not be shown and are left out. */
  readonly leftOut: number;
}

/**
 * The text of a draft as it was, for who may read the draft. Refuses `not-found` where that moment is not
 * kept, or a restore took it out (R35).
 */
export async function stateText(
  resources: Resources,
  actor: Actor,
  documentId: string,
  state: PastState,
): Promise<Outcome<StateText>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const asked = await asksTooOften(resources, actor);
  if (!asked.ok) return asked;
  if (await wasSetAside(client, documentId, state)) return refuse("not-found");
  const at = await stateReached(client, documentId, state);
  if (!at) return refuse("not-found");
  const read = await resources.drafts.proseAt(documentId, state);
  if (!read.ok) return read;
  const { title, facts, layoutProfile, schemaVersion } = found.value.row;
  return done({
    at,
    content: {
      prose: upgradedProse(read.value.prose, schemaVersion),
      facts: { ...readDetails(facts), title },
      layoutProfile: layoutProfile as LayoutProfile,
      schemaVersion: SCHEMA_VERSION,
    },
    leftOut: read.value.unknown.length,
  });
}

/** The same for the desk, which puts words of it back. */
export async function stateProse(
  resources: Resources,
  actor: Actor,
  documentId: string,
  state: PastState,
): Promise<Outcome<{ readonly prose: ProseJSON }>> {
  const text = await stateText(resources, actor, documentId, state);
  return text.ok ? done({ prose: text.value.content.prose }) : text;
}
