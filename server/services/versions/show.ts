import type { Actor } from "#app/domain/actor.ts";
import { may, organizationsToKeepFor } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { labeledDetails } from "#app/document/details/labeled-details.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import type { VersionPageView } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import { contentOf } from "./stored.ts";
import { FOR_TAG, versionTag } from "./tag.ts";
import { letterheadOf } from "./letterhead.ts";

/** One version with its text as pinned. */
export async function showVersion(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number: number,
): Promise<Outcome<VersionPageView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, subject } = found.value;
  const version = await client.version.findUnique({
    where: { documentId_number: { documentId, number } },
    select: FOR_TAG,
  });
  if (!version) return refuse("not-found");
  const content = await contentOf(resources, documentId, version.id);
  if (!content.ok) return content;
  const people = await personTags(client, [version.createdById], subject.matter.partyIds);
  const { prose, facts: pinned, layoutProfile } = content.value;
  const html = await resources.texts.html(prose, { facts: pinned, layoutProfile });
  if (!html.ok) return html;
  return done({
    document: documentTag(actor, row),
    version: versionTag(version, people),
    title: pinned.title,
    html: html.value,
    facts: labeledDetails(pinned),
    letterhead: letterheadOf({ facts: pinned, layoutProfile }),
    layoutProfile,
    isDrafter: may(actor, "document.edit", { document: subject }).ok,
    keepsTexts: organizationsToKeepFor(actor, subject.matter).length > 0,
  });
}
