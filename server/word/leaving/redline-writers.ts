import type { ProseJSON } from "#app/document/prose.ts";
import type { RevisedChange } from "#app/document/word/revised-from.ts";
import type { Revision } from "#app/document/word/revised.ts";
import { nobodyKnown, writersBetween } from "#server/workers/redline/change-writers.ts";
import type { WordToWrite } from "./task.ts";

/** Names who made each change of a redline, by the server's record, as far as that is to be told. */
export function redlineWriters(
  after: ProseJSON,
  { before, history, names, nobody, times }: NonNullable<WordToWrite["redline"]>,
): (change: RevisedChange) => Revision {
  const writersOf = history ? writersBetween(before, after, history) : nobodyKnown;
  return (change) => {
    const { people, at } = writersOf({ ...spansOf(change), number: 0, section: 0 });
    const named = new Set(people.map((person) => names[person] ?? nobody));
    return {
      author: named.size > 0 ? [...named].join(", ") : nobody,
      at: times && at !== null ? new Date(at).toISOString() : null,
    };
  };
}

/** The letters by which the record knows who made it. */
function spansOf({ kind, part, blockId, from, to }: RevisedChange) {
  const none = { blockId, before: null, after: null };
  // Whoever gave a block another look wrote none of its letters.
  if (kind === "restyled") return { ...none, kind } as const;
  if (kind === "reshaped") return { ...none, kind } as const;
  const isNew = kind === "inserted";
  const named = isNew ? ("words-inserted" as const) : ("words-deleted" as const);
  if (blockId === null) return { ...none, kind: named };
  const span =
    part === "words"
      ? { blockId, from, to }
      : part === "mark"
        ? { blockId, from: Math.max(0, to - 1), to }
        : { blockId, from: 0, to: Infinity };
  return { kind: named, blockId, before: isNew ? null : span, after: isNew ? span : null };
}
