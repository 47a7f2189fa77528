import { MARGIN_LIMITS } from "#app/domain/margin/limits.ts";
import type { NewComment } from "#app/document/word/returned-comments.ts";
import type { PlacesThatLeft } from "./places.ts";
import type { PlannedComment, PlannedPlace, PlannedTalk } from "./planned.ts";

/** Comments that are new in a file: as threads with their answers, and as answers to ours (W8, W9). */
export function plannedTalk(
  added: readonly NewComment[],
  threadOf: ReadonlyMap<string, string>,
  places: PlacesThatLeft,
): PlannedTalk[] {
  const roots = new Map<number, PlannedTalk & { readonly comments: PlannedComment[] }>();
  const answers = new Map<string, PlannedTalk & { readonly comments: PlannedComment[] }>();
  /** By the id of a comment in the file, the one that begins its thread. */
  const rootOf = new Map<number, number>();
  for (const { comment, answers: answered, answersNew, place, quote } of added) {
    const { id, author, at, text, isDone } = comment;
    const said = { author: author === "" ? null : author, at, text };
    const threadId = answered === null ? undefined : threadOf.get(answered);
    if (threadId !== undefined) {
      const known = answers.get(threadId);
      if (known) known.comments.push(said);
      else answers.set(threadId, { threadId, where: null, place: null, isDone, comments: [said] });
      continue;
    }
    const root = answersNew === null ? undefined : (rootOf.get(answersNew) ?? answersNew);
    const above = root === undefined ? undefined : roots.get(root);
    if (above && root !== undefined) {
      rootOf.set(id, root);
      above.comments.push(said);
      continue;
    }
    const kept = place && places.at(place.blockId, place.from, place.to);
    roots.set(id, {
      threadId: null,
      where: place && places.where(place.blockId),
      place: kept,
      isDone,
      // Words that are in no paragraph of ours are said with it.
      comments: [isQuotedIn(kept, quote) ? said : { ...said, text: `“${cut(quote)}”\n${text}` }],
    });
  }
  return [...roots.values(), ...answers.values()].filter(({ comments }) =>
    comments.some(({ text }) => text.trim() !== ""),
  );
}

/** Whether the place in what left has the very words: those that came in Word are in none. */
function isQuotedIn(place: PlannedPlace | null, quote: string): boolean {
  const words = plain(quote);
  if (words === "") return true;
  return place !== null && plain(place.quote) === plain(quote.slice(0, MARGIN_LIMITS.quote));
}

/** Signs for fields and references are blanks in a file's words. */
function plain(words: string): string {
  return words.replaceAll(/[\s\uFFFC]+/gu, " ").trim();
}

function cut(quote: string): string {
  return quote.length > MARGIN_LIMITS.quote ? `${quote.slice(0, MARGIN_LIMITS.quote)}…` : quote;
}
