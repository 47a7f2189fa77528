import type { SentText } from "#app/document/word/returned.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { visibleThreads } from "#server/services/threads/scope.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import type { LeftComment } from "#server/word/bring/task.ts";
import { digestOf } from "#server/word/leaving/digest.ts";
import type { RecordedComment, RecordedRevisions } from "#server/word/leaving/task.ts";

/** The record of a file that left, as far as its text is told from it. */
interface ExportRecord {
  readonly documentId: string;
  readonly what: string;
  readonly versionId: string | null;
  readonly generation: number;
  readonly sequence: number;
  readonly blocks: string;
  readonly revisions: string;
  readonly comments: string;
}

/** Text that left, and the threads of it that the actor may hear of (M2). */
interface TextThatLeft extends Omit<SentText, "blocks"> {
  readonly content: readonly ProseNode[];
  /** The JSON of the record's blocks: a worker reads it, and compares the text with its hashes. */
  readonly recorded: string;
  readonly comments: readonly LeftComment[];
  /** Ids of threads; of another organization's own nothing is told, though the file may have it. */
  readonly told: ReadonlySet<string>;
  /** The thread of each of our comments, by its id. */
  readonly threadOf: ReadonlyMap<string, string>;
}

/**
 * The text that left with a file, from its version or the draft's baseline. Refuses `not-found` where that
 * text can't be told any more: then what came back is to be compared by words with what there is.
 */
export async function textThatLeft(
  resources: Resources,
  actor: Actor,
  { row, subject }: LoadedDocument,
  record: ExportRecord,
): Promise<Outcome<TextThatLeft>> {
  const prose = await proseThatLeft(resources, row.schemaVersion, record);
  if (!prose.ok) return prose;
  const { suggestions, redline } = JSON.parse(record.revisions) as RecordedRevisions;
  const said = JSON.parse(record.comments) as readonly RecordedComment[];
  const { client } = resources.database;
  const threadIds = new Set([
    ...suggestions.map(({ id }) => id),
    ...said.map(({ threadId }) => threadId),
  ]);
  const visible = await client.thread.findMany({
    where: { documentId: row.id, ...visibleThreads(actor, subject.matter) },
    select: { id: true },
  });
  return done({
    content: prose.value.content,
    recorded: record.blocks,
    suggestions,
    comments: await commentsThatLeft(resources, said),
    redline,
    told: new Set(visible.map(({ id }) => id).filter((id) => threadIds.has(id))),
    threadOf: new Map(said.map(({ id, threadId }) => [id, threadId])),
  });
}

async function proseThatLeft(
  resources: Resources,
  schemaVersion: number,
  { documentId, versionId, generation, sequence }: ExportRecord,
): Promise<Outcome<ProseJSON>> {
  if (versionId !== null) {
    const content = await contentOf(resources, documentId, versionId);
    return content.ok ? done(content.value.prose) : content;
  }
  const read = await resources.drafts.proseAt(documentId, { generation, sequence });
  return read.ok ? done(upgradedProse(read.value.prose, schemaVersion)) : read;
}

/** Our comments with their words, where these are still what they were; of the others, their digest. */
async function commentsThatLeft(
  { database: { client } }: Pick<Resources, "database">,
  said: readonly RecordedComment[],
): Promise<LeftComment[]> {
  const rows = await client.comment.findMany({
    where: { id: { in: said.map(({ id }) => id) } },
    select: { id: true, text: true },
  });
  const texts = new Map(rows.map(({ id, text }) => [id, text]));
  return said.map(({ id, author, at, isDone, hash }) => {
    const text = texts.get(id) ?? "";
    return { id, author, at, isDone, text: digestOf(text) === hash ? text : null, hash };
  });
}
