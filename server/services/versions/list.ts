import type { Actor } from "../../../app/domain/actor";
import { done, type Outcome } from "../../../app/domain/refusal";
import { documentFor } from "../documents/load";
import { documentTag } from "../documents/tag";
import type { VersionListView } from "../record-views";
import type { Resources } from "../resources";
import { standingOf } from "../reviews/standing";
import { versionTags } from "./tag";

/** All versions of a document, the latest first, and where the document stands. */
export async function listVersions(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
): Promise<Outcome<VersionListView>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, facts } = found.value;
  const [tags, standing] = await Promise.all([
    versionTags(client, documentId, facts.matter.partyIds),
    standingOf(client, actor, facts),
  ]);
  return done({
    document: documentTag(row),
    standing,
    versions: [...tags.values()].toReversed(),
  });
}
