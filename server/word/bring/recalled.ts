import type { SentComment } from "#app/document/word/returned-comments.ts";
import type { WordComment } from "#app/document/word/revised.ts";
import { digestOf } from "#server/word/leaving/digest.ts";
import type { LeftComment } from "./task.ts";

/**
 * Our comments with the words that they left with, of those that were edited or removed here since, too: the
 * file may still have these, and the record has their digest.
 */
export function recalledComments(
  left: readonly LeftComment[],
  comments: readonly WordComment[],
): SentComment[] {
  if (left.every(({ text }) => text !== null)) return [...left];
  const byDigest = new Map(comments.map(({ text }) => [digestOf(text), text]));
  return left.map((one) => ({ ...one, text: one.text ?? byDigest.get(one.hash) ?? null }));
}
