import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { detailChanges } from "#app/document/redline/details.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import type { RedlineChoice, RedlineView, TextChanges } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import { readableDraft, readContent, type StoredContent } from "./content.ts";
import { contentOf } from "./stored.ts";
import { versionTags } from "./tag.ts";

/**
 * The differences between two versions, or between a version and the committed draft. Refuses
 * `not-found` for a missing version, and for a draft that only parties may read.
 */
export async function redlineBetween(
  resources: Resources,
  actor: Actor,
  documentId: string,
  choice: RedlineChoice,
): Promise<Outcome<RedlineView>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  const { row, facts } = found.value;
  const tags = await versionTags(client, documentId, facts.matter.partyIds);
  const versions = [...tags.values()].toReversed();
  const from = versions.find(({ number }) => number === choice.from);
  const to = choice.to === "draft" ? null : versions.find(({ number }) => number === choice.to);
  if (!from || to === undefined) return refuse("not-found");
  const before = await contentOf(resources, documentId, from.id);
  if (!before.ok) return before;
  const after =
    to === null
      ? await draftContent(resources, documentId)
      : await versionContent(resources, documentId, to.id);
  if (!after.ok) return after;
  return done({
    document: documentTag(row),
    versions,
    from,
    to,
    changes: await changesBetween(resources, before.value, after.value.content),
    leftOut: after.value.leftOut,
  });
}

/** The differences between two contents: the text rendered, the details listed. */
export async function changesBetween(
  { redlines }: Pick<Resources, "redlines">,
  before: StoredContent,
  after: StoredContent,
): Promise<TextChanges> {
  return {
    ...(await redlines.between(before.prose, after.prose)),
    facts: detailChanges(before.facts, after.facts),
  };
}

/** The draft in the form of a version, so that both sides are comparable. */
async function draftContent(
  resources: Resources,
  documentId: string,
): Promise<Outcome<{ readonly content: StoredContent; readonly leftOut: number }>> {
  const draft = await readableDraft(resources, documentId);
  if (!draft.ok) return draft;
  const { text, unknown } = draft.value;
  return done({ content: readContent(text), leftOut: unknown.length });
}

async function versionContent(
  resources: Resources,
  documentId: string,
  versionId: string,
): ReturnType<typeof draftContent> {
  const content = await contentOf(resources, documentId, versionId);
  return content.ok ? done({ content: content.value, leftOut: 0 }) : content;
}
