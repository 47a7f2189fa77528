import type { Actor } from "#app/domain/actor.ts";
import type { TextChoice } from "#app/domain/changes/text-choice.ts";
import { may } from "#app/domain/permissions.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { detailChanges } from "#app/document/redline/details.ts";
import type { RedlineWishes } from "#server/workers/redline/index.ts";
import type { PersonTag } from "#server/services/people/tag.ts";
import { personTags } from "#server/services/people/tag.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { documentTag } from "#server/services/documents/tag.ts";
import type { ComparedTag, RedlineChoice, RedlineView, TextChanges } from "./views.ts";
import { stateText } from "#server/services/history/text.ts";
import type { Resources } from "#server/services/resources.ts";
import { readableDraft, readContent, type StoredContent } from "./content.ts";
import { historyBetween } from "./history.ts";
import { storedVersion } from "./stored.ts";
import { versionTags, type VersionTag } from "./tag.ts";

/**
 * The differences between two texts of a document: versions, the committed draft, or the draft as it was at
 * a moment (M24). Refuses `not-found` for a missing one, and for a draft that only parties may read.
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
  const { row, subject } = found.value;
  const compared = await comparedTexts(
    resources,
    actor,
    documentId,
    subject.matter.partyIds,
    choice,
  );
  if (!compared.ok) return compared;
  const { versions, from, to, before, after } = compared.value;
  const known = await historyBetween(resources, documentId, before, after);
  const people = await personTags(client, known?.people ?? [], subject.matter.partyIds);
  const changes = await changesBetween(resources, before.content, after.content, {
    sides: choice.view === "sides",
    history: known?.history ?? null,
    writers: (known?.people ?? []).map((userId) => people.get(userId) ?? null),
  });
  if (!changes.ok) return changes;
  return done({
    document: documentTag(actor, row),
    versions,
    from,
    to,
    // The details of a moment are not kept, so nothing is told of them.
    changes:
      from.is === "state" || to.is === "state" ? withoutDetails(changes.value) : changes.value,
    leftOut: before.leftOut + after.leftOut,
    isDrafter: may(actor, "document.edit", { document: subject }).ok,
  });
}

function withoutDetails(changes: TextChanges): TextChanges {
  return { ...changes, facts: [] };
}

/** Both texts of a comparison, each with the number of the commit that it was made from. */
interface ComparedTexts {
  /** All versions, the latest first. */
  readonly versions: readonly VersionTag[];
  readonly from: ComparedTag;
  readonly to: ComparedTag;
  readonly before: ComparedText;
  readonly after: ComparedText;
}

/** One of them. */
export interface ComparedText {
  readonly content: StoredContent;
  /** Its canonical form, of which the SHA-256 is its hash; empty for the draft as it was at a moment. */
  readonly text: string;
  readonly sequence: number;
  /** The draft's generation then; null for the draft as it is now. */
  readonly generation: number | null;
  readonly leftOut: number;
}

/** Refuses `not-found` for a missing text. */
export async function comparedTexts(
  resources: Resources,
  actor: Actor,
  documentId: string,
  partyIds: ReadonlySet<string>,
  choice: Pick<RedlineChoice, "from" | "to">,
): Promise<Outcome<ComparedTexts>> {
  const tags = await versionTags(resources.database.client, documentId, partyIds);
  const versions = [...tags.values()].toReversed();
  const textOf = (chosen: TextChoice) =>
    chosenText(resources, actor, documentId, { versions, chosen });
  const before = await textOf(choice.from);
  if (!before.ok) return before;
  const after = await textOf(choice.to);
  if (!after.ok) return after;
  return done({
    versions,
    from: before.value.tag,
    to: after.value.tag,
    before: before.value.text,
    after: after.value.text,
  });
}

async function chosenText(
  resources: Resources,
  actor: Actor,
  documentId: string,
  { versions, chosen }: { readonly versions: readonly VersionTag[]; readonly chosen: TextChoice },
): Promise<Outcome<{ readonly tag: ComparedTag; readonly text: ComparedText }>> {
  if (chosen === "draft") {
    const text = await draftText(resources, documentId);
    return text.ok ? done({ tag: { is: "draft" }, text: text.value }) : text;
  }
  if (typeof chosen === "number") {
    const version = versions.find(({ number }) => number === chosen);
    if (!version) return refuse("not-found");
    const text = await versionText(resources, documentId, version.id);
    return text.ok ? done({ tag: { is: "version", version }, text: text.value }) : text;
  }
  const found = await stateText(resources, actor, documentId, chosen);
  if (!found.ok) return found;
  const { at, content, leftOut } = found.value;
  return done({
    tag: { is: "state", state: { ...chosen, at: at.toISOString() } },
    text: { ...chosen, content, text: "", leftOut },
  });
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
