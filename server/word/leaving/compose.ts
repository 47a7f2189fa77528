import { stable } from "#app/document/comparison/stable.ts";
import { ownId } from "#app/document/nodes/node-id.ts";
import { isProven, revisedBetween, revisedOf } from "#app/document/word/revised-from.ts";
import type { ProseNode } from "#app/document/prose.ts";
import type { RevisedText, WordComment } from "#app/document/word/revised.ts";
import { digestOf } from "./digest.ts";
import { RevisedPlaces } from "./places.ts";
import { redlineWriters } from "./redline-writers.ts";
import type { RecordedBlock, RecordedComment, RecordedRevision, WordToWrite } from "./task.ts";

/** The text that goes into a file, and what is recorded of it. */
export interface ComposedWord {
  readonly text: RevisedText;
  readonly comments: readonly WordComment[];
  readonly recorded: {
    readonly blocks: readonly RecordedBlock[];
    readonly revisions: readonly RecordedRevision[];
    readonly comments: readonly RecordedComment[];
  };
  readonly apart: readonly string[];
  /** Whether taking all changes gives exactly the newer text, and taking none the older one (W4). */
  readonly isProven: boolean;
}

/** Puts together what a file says: the text with its changes, and the comments at their places. */
export function composeWord(input: WordToWrite): ComposedWord {
  const { after, redline, suggestions, key } = input;
  const keys = new BlockKeys(key.code);
  const options = { keyOf: (node: ProseNode) => keys.next(node) };
  const text = redline
    ? revisedBetween(redline.before, after, redlineWriters(after, redline), options)
    : revisedOf(after, options);
  const sides = { before: redline?.before ?? after, after };
  const { comments, recorded } = commentsIn(text, input);
  return {
    text,
    comments,
    recorded: { blocks: keys.recorded(text), revisions: [], comments: recorded },
    apart: suggestions.map(({ threadId }) => threadId),
    isProven: isProven(text, sides),
  };
}

/** Letters of a code with which a block's key begins: a block pasted from another file has another's. */
const CODE_LETTERS = 6;

/** Gives each block of a file its key. */
class BlockKeys {
  readonly #ids = new Map<string, string | null>();

  constructor(private readonly code: string) {}

  next(node: ProseNode): string {
    const key = `${this.code.slice(0, CODE_LETTERS)}_${this.#ids.size.toString(36)}`;
    this.#ids.set(key, ownId(node.attrs));
    return key;
  }

  /** The blocks in the file's order, those of a table behind it. */
  recorded({ blocks }: RevisedText): RecordedBlock[] {
    const recorded: RecordedBlock[] = [];
    const add = (block: { readonly key: string | null }) => {
      const { key, ...rest } = block;
      if (key !== null) recorded.push({ key, id: this.#ids.get(key) ?? null, hash: hashOf(rest) });
    };
    for (const block of blocks) {
      add(block);
      if (block.type !== "table") continue;
      for (const { cells } of block.rows) for (const cell of cells) cell.blocks.forEach(add);
    }
    return recorded;
  }
}

function hashOf(block: object): string {
  // A table's cells have hashes of their own, and keys that no hash is of.
  return digestOf(
    JSON.stringify(JSON.parse(stable(block)), (name, value: unknown) =>
      name === "key" ? undefined : value,
    ),
  );
}

function commentsIn(
  text: RevisedText,
  { redline, threads }: WordToWrite,
): { readonly comments: WordComment[]; readonly recorded: RecordedComment[] } {
  const comments: WordComment[] = [];
  const recorded: RecordedComment[] = [];
  if (threads.length === 0) return { comments, recorded };
  const places = new RevisedPlaces(text, redline ? "newer" : "older");
  for (const thread of threads) {
    const { threadId, isDone } = thread;
    const { from, to } = places.find(thread);
    let parent: number | null = null;
    for (const { id, author, at, text: words } of thread.comments) {
      const number = comments.length;
      comments.push({ id: number, author, at, text: words, parent, isDone, from, to });
      recorded.push({ number, threadId, id, author, at, hash: digestOf(words) });
      parent ??= number;
    }
  }
  return { comments, recorded };
}
