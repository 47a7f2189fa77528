import type { Actor } from "#app/domain/actor.ts";
import { organizationsToKeepFor } from "#app/domain/permissions.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import type { VersionListView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import { standingOf } from "#server/services/reviews/standing.ts";
import { versionTags } from "./tag.ts";

/** All versions of a document, the latest first, and the document's status. */
export async function listVersions(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<VersionListView>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const [tags, standing] = await Promise.all([
    versionTags(client, documentId, subject.matter.partyIds),
    standingOf(client, actor, subject),
  ]);
  return done({
    document: documentTag(actor, row),
    standing,
    versions: [...tags.values()].toReversed(),
    keepsTexts: organizationsToKeepFor(actor, subject.matter).length > 0,
  });
}
