import { stable } from "#app/document/comparison/stable.ts";
import { ownId } from "#app/document/nodes/node-id.ts";
import { readSuggested } from "#app/document/suggestion/index.ts";
import { canonicalBlocks, rejected, resolvedBlocks } from "#app/document/word/fates.ts";
import { isProven, revisedBetween } from "#app/document/word/revised-from.ts";
import { withSuggestions } from "#app/document/word/with-suggestions.ts";
import type { ProseJSON } from "#app/document/prose.ts";
import type { RevisedText, WordComment } from "#app/document/word/revised.ts";
import { digestOf } from "./digest.ts";
import { RevisedPlaces } from "./places.ts";
import { redlineWriters } from "./redline-writers.ts";
import type { RecordedBlock, RecordedComment, RecordedRevisions, WordToWrite } from "./task.ts";

/** The text that goes into a file, and what is recorded of it. */
interface ComposedWord {
  readonly text: RevisedText;
  readonly comments: readonly WordComment[];
  readonly recorded: {
    readonly blocks: readonly RecordedBlock[];
    readonly revisions: RecordedRevisions;
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
  const options = { keyOf: () => keys.next() };
  const laid = redline
    ? null
    : withSuggestions(
        after,
        suggestions.map((one) => {
          const { threadId, author, at } = one;
          return { id: threadId, revision: { author, at }, ...readSuggested(one) };
        }),
        options,
      );
  const text =
    laid?.text ?? revisedBetween(redline?.before ?? after, after, writersOf(input), options);
  const { comments, recorded } = commentsIn(text, input);
  return {
    text,
    comments,
    recorded: {
      blocks: recordedBlocks(text, input),
      revisions: {
        suggestions: laid?.sent ?? [],
        redline: laid ? [] : text.revisions,
      },
      comments: recorded,
    },
    apart: laid?.leftOut.map(({ id }) => id) ?? [],
    isProven: laid ? isWithoutThem(text, after) : isProven(text, sidesOf(input)),
  };
}

function writersOf({ after, redline }: WordToWrite) {
  return redline ? redlineWriters(after, redline) : () => ({ author: "", at: null });
}

function sidesOf({ after, redline }: WordToWrite) {
  return { before: redline?.before ?? after, after };
}

/** Whether refusing all suggestions gives exactly the draft. */
function isWithoutThem(text: RevisedText, draft: ProseJSON): boolean {
  return stable(rejected(text)) === stable(canonicalBlocks(draft.content));
}

/** Letters of a code with which a block's key begins: a block pasted from another file has another's. */
const CODE_LETTERS = 6;

/** Gives each block of a file its key. */
class BlockKeys {
  #given = 0;

  constructor(private readonly code: string) {}

  next(): string {
    this.#given += 1;
    return `${this.code.slice(0, CODE_LETTERS)}_${this.#given.toString(36)}`;
  }
}

/** The blocks of the text that left, without suggestions, and of a redline those of the later one. */
function recordedBlocks(text: RevisedText, { after, redline }: WordToWrite): RecordedBlock[] {
  const choice = redline ? { isTaken: () => true } : { isTaken: () => false, isBefore: true };
  const keyed = resolvedBlocks(text, choice);
  return canonicalBlocks(after.content).map((node, index) => ({
    key: keyed[index]?.key ?? null,
    id: ownId(node.attrs),
    hash: digestOf(stable(node)),
  }));
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
      recorded.push({ threadId, id, author, at, isDone, hash: digestOf(words) });
      parent ??= number;
    }
  }
  return { comments, recorded };
}
