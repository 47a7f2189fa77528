import type { WordChanges } from "#app/domain/word-return.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { ProseError } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/index.ts";
import {
  accepted,
  canonicalBlocks,
  rejected,
  resolvedBlocks,
  type FateChoice,
} from "#app/document/word/fates.ts";
import type { RevisedBlock, RevisedText } from "#app/document/word/revised.ts";
import { readWord, type WordFileRefusal } from "#server/word/read/index.ts";
import type { WordFile } from "#server/word/read/word-file.ts";
import { leftBlocks } from "./left-blocks.ts";
import type { ComparedWith, PlanInput, ReadWordFile, WordText } from "./task.ts";
import { plannedReturn } from "./plan.ts";
import type { WordPlan } from "./planned.ts";
import { printedWhenItLeft } from "./printed.ts";
import { NewIds } from "./renamed.ts";
import { reportOf } from "./report.ts";
import { packed, unpacked } from "./waiting.ts";

/** Reads a file; it waits as what was read of it. */
export async function arrive(bytes: Uint8Array): Promise<Outcome<ReadWordFile, WordFileRefusal>> {
  const read = await readWord(bytes);
  if (!read.ok) return read;
  return { ok: true, value: { report: reportOf(read.value), content: packed(read.value) } };
}

/** Compares a file with the text that left. Refuses `not-found` for one that is not as it was recorded. */
export async function plan({
  content,
  left,
  draft,
  earlier,
}: PlanInput): Promise<Outcome<WordPlan>> {
  const known = asRecorded(left);
  if (!known) return refuse("not-found");
  const printed = await printedWhenItLeft(known);
  return orRefused(() => plannedReturn(unpacked(content), known, draft, printed, earlier));
}

function asRecorded(left: ComparedWith): ComparedWith | null {
  if (left.recorded === undefined) return left;
  const content = left.sent.blocks.map(({ node }) => node);
  const blocks = leftBlocks(content, left.recorded);
  return blocks && { ...left, sent: { ...left.sent, blocks } };
}

/** The text that a file becomes, under ids of its own. */
export function text({
  content,
  changes,
}: {
  readonly content: Uint8Array;
  readonly changes: WordChanges;
}): Outcome<WordText> {
  return orRefused(() => {
    const file = unpacked(content);
    const ids = new NewIds();
    if (changes !== "suggestions") {
      const blocks = changes === "with" ? accepted(file.text) : rejected(file.text);
      return { blocks: canonicalBlocks(blocks.map((node) => ids.renamed(node))), plan: null };
    }
    const keyed = withParagraph(withOwnKeys(file));
    const before = resolvedBlocks(keyed.text, WITHOUT);
    const named = before.map(({ node, key }) => ({ node: ids.renamed(node), key }));
    const blocks = canonicalBlocks(named.map(({ node }) => node));
    const left = blocks.map((node, index) => ({ node, key: named[index]?.key ?? null }));
    const sent = { blocks: left, suggestions: [], comments: [] };
    return { blocks, plan: plannedReturn(keyed, { sent, threadOf: [] }, blocks) };
  });
}

/** The same file with a key for each block, by which the text without its changes is known again in it. */
function withOwnKeys(file: WordFile): WordFile {
  const named = (block: RevisedBlock, index: number): RevisedBlock => ({
    ...block,
    key: `own_${index}`,
  });
  const text: RevisedText = { ...file.text, blocks: file.text.blocks.map(named) };
  return { ...file, text };
}

/** The reading of a text without any of its tracked changes. */
const WITHOUT: FateChoice = { isTaken: () => false, isBefore: true };

/**
 * Where nothing but page breaks stands without its changes, with an empty paragraph at the end: a suggestion
 * is found again by a paragraph.
 */
function withParagraph(file: WordFile): WordFile {
  const before = resolvedBlocks(file.text, WITHOUT);
  if (before.some(({ node }) => idOf(node) !== null)) return file;
  const paragraph: RevisedBlock = {
    type: "paragraph",
    id: "word-end",
    key: `own_${file.text.blocks.length}`,
    shape: { kind: "body", level: 1 },
    reshaped: null,
    mark: { inserted: null, deleted: null },
    content: [],
  };
  return { ...file, text: { ...file.text, blocks: [...file.text.blocks, paragraph] } };
}

function orRefused<T>(work: () => T): Outcome<T> {
  try {
    return done(work());
  } catch (error) {
    if (error instanceof ProseError) return refuse("bad-input", NO_TEXT_OF_OURS);
    throw error;
  }
}

const NO_TEXT_OF_OURS =
  "Something in this Word file is not text that a draft can hold. Nothing was brought in; copy its text into a new Word document and send that.";
