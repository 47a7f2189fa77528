import type { Actor } from "#app/domain/actor.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { detailChanges } from "#app/document/redline/details.ts";
import type { RedlineWishes } from "#server/workers/redline/index.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import type { RedlineChoice, RedlineView, TextChanges } from "./views.ts";
import type { Resources } from "#server/services/resources.ts";
import { readableDraft, readContent, type StoredContent } from "./content.ts";
import { historyBetween } from "./history.ts";
import { storedVersion } from "./stored.ts";
import { versionTags, type VersionTag } from "./tag.ts";

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
  const compared = await comparedTexts(resources, documentId, facts.matter.partyIds, choice);
  if (!compared.ok) return compared;
  const { versions, from, to, before, after } = compared.value;
  const known = await historyBetween(resources, documentId, before, after);
  const people = await personTags(client, known?.people ?? [], facts.matter.partyIds);
  const changes = await changesBetween(resources, before.content, after.content, {
    sides: choice.view === "sides",
    history: known?.history ?? null,
    writers: (known?.people ?? []).map((userId) => people.get(userId) ?? null),
  });
  if (!changes.ok) return changes;
  return done({
    document: documentTag(row),
    versions,
    from,
    to,
    changes: changes.value,
    leftOut: after.leftOut,
    isDrafter: may(actor, "document.edit", { document: facts }).ok,
  });
}

/** Both texts of a comparison, each with the number of the commit that it was made from. */
interface ComparedTexts {
  /** All versions, the latest first. */
  readonly versions: readonly VersionTag[];
  readonly from: VersionTag;
  readonly to: VersionTag | null;
  readonly before: ComparedText;
  readonly after: ComparedText;
}

/** One of them. */
export interface ComparedText {
  readonly content: StoredContent;
  /** Its canonical form, of which the SHA-256 is its hash. */
  readonly text: string;
  readonly sequence: number;
  /** The draft's generation then; null for the draft as it is now. */
  readonly generation: number | null;
  readonly leftOut: number;
}

/** Refuses `not-found` for a missing version. */
export async function comparedTexts(
  resources: Resources,
  documentId: string,
  partyIds: ReadonlySet<string>,
  choice: Pick<RedlineChoice, "from" | "to">,
): Promise<Outcome<ComparedTexts>> {
  const tags = await versionTags(resources.database.client, documentId, partyIds);
  const versions = [...tags.values()].toReversed();
  const from = versions.find(({ number }) => number === choice.from);
  const to = choice.to === "draft" ? null : versions.find(({ number }) => number === choice.to);
  if (!from || to === undefined) return refuse("not-found");
  const before = await versionText(resources, documentId, from.id);
  if (!before.ok) return before;
  const after =
    to === null
      ? await draftText(resources, documentId)
      : await versionText(resources, documentId, to.id);
  if (!after.ok) return after;
  return done({ versions, from, to, before: before.value, after: after.value });
}

/** The differences between two contents: the text rendered, the details listed. */
export async function changesBetween(
  { redlines }: Pick<Resources, "redlines">,
  before: StoredContent,
  after: StoredContent,
  {
    writers = [],
    ...wishes
  }: RedlineWishes & { readonly writers?: readonly (PersonTag | null)[] } = {},
): Promise<Outcome<TextChanges>> {
  const drawn = await redlines.between(before.prose, after.prose, wishes);
  if (!drawn.ok) return drawn;
  return done({ ...drawn.value, facts: detailChanges(before.facts, after.facts), writers });
}

/** The draft in the form of a version, so that both sides are comparable. */
async function draftText(resources: Resources, documentId: string): Promise<Outcome<ComparedText>> {
  const draft = await readableDraft(resources, documentId);
  if (!draft.ok) return draft;
  const { text, unknown, at } = draft.value;
  return done({
    content: readContent(text),
    text,
    sequence: at.sequence,
    generation: null,
    leftOut: unknown.length,
  });
}

async function versionText(
  resources: Resources,
  documentId: string,
  versionId: string,
): Promise<Outcome<ComparedText>> {
  const version = await storedVersion(resources, documentId, { id: versionId });
  if (!version.ok) return version;
  const { content, text, sequence, generation } = version.value;
  return done({ content, text, sequence, generation, leftOut: 0 });
}
