import type { Actor } from "../../../app/domain/actor";
import { done, refuse, type Outcome } from "../../../app/domain/refusal";
import { factsInWords } from "../../../app/prose/facts-in-words";
import { documentFor } from "../documents/load";
import { documentTag } from "../documents/tag";
import { personTags } from "../people/tag";
import type { VersionView } from "../record-views";
import type { Resources } from "../resources";
import { contentOf } from "./stored";
import { FOR_TAG, versionTag } from "./tag";
import { letterheadOf } from "./letterhead";

/** One version with its text as it was pinned. */
export async function showVersion(
  resources: Resources,
  actor: Actor,
  documentId: string,
  number: number,
): Promise<Outcome<VersionView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, facts } = found.value;
  const version = await client.version.findUnique({
    where: { documentId_number: { documentId, number } },
    select: FOR_TAG,
  });
  if (!version) return refuse("not-found");
  const content = await contentOf(resources, documentId, version.id);
  if (!content.ok) return content;
  const people = await personTags(client, [version.createdById], facts.matter.partyIds);
  const { prose, facts: pinned, layoutProfile } = content.value;
  const html = await resources.texts.html(prose, { facts: pinned, layoutProfile });
  if (!html.ok) return html;
  return done({
    document: documentTag(row),
    version: versionTag(version, people),
    title: pinned.title,
    html: html.value,
    facts: factsInWords(pinned),
    letterhead: letterheadOf({ facts: pinned, layoutProfile }),
    layoutProfile,
  });
}
