import { setImmediate } from "node:timers/promises";
import type { LeftBlock } from "#app/document/word/named-blocks.ts";
import type { SentText } from "#app/document/word/returned.ts";
import type { Actor } from "#app/domain/actor.ts";
import { stable } from "#app/document/comparison/stable.ts";
import { canonicalBlocks } from "#app/document/word/fates.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { upgradedProse } from "#app/document/version/upgrade.ts";
import type { LoadedDocument } from "#server/services/documents/load.ts";
import type { Resources } from "#server/services/resources.ts";
import { visibleThreads } from "#server/services/threads/scope.ts";
import { contentOf } from "#server/services/versions/stored.ts";
import type { LeftComment } from "#server/word/bring/task.ts";
import { digestOf } from "#server/word/leaving/digest.ts";
import type {
  RecordedBlock,
  RecordedComment,
  RecordedRevisions,
} from "#server/word/leaving/task.ts";

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
export interface TextThatLeft extends SentText {
  readonly comments: readonly LeftComment[];
  /** Ids of threads; of another organization's own nothing is told, though the file may have it. */
  readonly told: ReadonlySet<string>;
  /** The thread of each of our comments, by its id. */
  readonly threadOf: ReadonlyMap<string, string>;
}

/**
 * Exactly the text that left with a file, from its version or the draft's baseline, each block compared with
 * its recorded hash (W6). Refuses `not-found` where that text can't be told any more: then what came back is
 * to be compared by words with what there is.
 */
export async function textThatLeft(
  resources: Resources,
  actor: Actor,
  { row, facts }: LoadedDocument,
  record: ExportRecord,
): Promise<Outcome<TextThatLeft>> {
  const prose = await proseThatLeft(resources, row.schemaVersion, record);
  if (!prose.ok) return prose;
  const nodes = canonicalBlocks(prose.value.content);
  const recorded = JSON.parse(record.blocks) as readonly RecordedBlock[];
  const blocks: LeftBlock[] = nodes.map((node, index) => ({
    node,
    key: recorded[index]?.key ?? null,
  }));
  if (!(await isAsRecorded(nodes, recorded))) return refuse("not-found");
  const { suggestions, redline } = JSON.parse(record.revisions) as RecordedRevisions;
  const said = JSON.parse(record.comments) as readonly RecordedComment[];
  const { client } = resources.database;
  const threadIds = new Set([
    ...suggestions.map(({ id }) => id),
    ...said.map(({ threadId }) => threadId),
  ]);
  const visible = await client.thread.findMany({
    where: { documentId: row.id, ...visibleThreads(actor, facts.matter) },
    select: { id: true },
  });
  return done({
    blocks,
    suggestions,
    comments: await commentsThatLeft(resources, said),
    redline,
    told: new Set(visible.map(({ id }) => id).filter((id) => threadIds.has(id))),
    threadOf: new Map(said.map(({ id, threadId }) => [id, threadId])),
  });
}

/** Blocks that are hashed at once: other requests are answered in between. */
const AT_ONCE = 100;

async function isAsRecorded(
  nodes: readonly ProseNode[],
  recorded: readonly RecordedBlock[],
): Promise<boolean> {
  if (nodes.length !== recorded.length) return false;
  for (let from = 0; from < nodes.length; from += AT_ONCE) {
    const some = nodes.slice(from, from + AT_ONCE);
    const isThat = some.every(
      (node, index) => recorded[from + index]?.hash === digestOf(stable(node)),
    );
    if (!isThat) return false;
    await setImmediate();
  }
  return true;
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
