import type { PrivateDatum } from "#app/domain/private-data.ts";
import { PRIVATE_DATA } from "#app/domain/private-data/kinds.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { readSuggested } from "#app/document/suggestion/index.ts";
import { watchedNamesForDocument } from "#server/services/private-data/watch-list.ts";
import type { Resources } from "#server/services/resources.ts";
import type { TakenSuggestion } from "#server/word/leaving/task.ts";

/** Words that could go along with a text: of comments, and of suggestions. */
interface AlongTexts {
  readonly comments: readonly string[];
  readonly suggestions: readonly Pick<TakenSuggestion, "base" | "proposed">[];
}

/**
 * Finds what looks private in comments and suggestions, where no text search looks, a sentence each
 * (FRCP 5.2(a)). Searched in a worker: there may be as many as a text has letters.
 */
export async function privateAlong(
  resources: Pick<Resources, "database" | "encryption" | "texts">,
  documentId: string,
  { comments, suggestions }: AlongTexts,
): Promise<Outcome<readonly string[]>> {
  if (comments.length + suggestions.length === 0) return done([]);
  const watched = await watchedNamesForDocument(resources, documentId);
  if (!watched.ok) return watched;
  const said = comments.map((text): ProseNode => {
    const attrs = { id: null, kind: "body", level: 1 } as const;
    return { type: "block", attrs, content: [{ type: "text", text }] };
  });
  const inComments = await found(resources, said, watched.value);
  if (!inComments.ok) return inComments;
  const proposed = suggestions.flatMap((one) => readSuggested(one).proposed);
  const inSuggestions = await found(resources, proposed, watched.value);
  if (!inSuggestions.ok) return inSuggestions;
  return done([
    ...foundSentences(inComments.value, "in a comment"),
    ...foundSentences(inSuggestions.value, "in a suggestion"),
  ]);
}

async function found(
  { texts }: Pick<Resources, "texts">,
  content: readonly ProseNode[],
  watched: readonly string[],
): Promise<Outcome<readonly PrivateDatum[]>> {
  if (content.length === 0) return done([]);
  return texts.privateData({ type: "doc", content }, {}, watched);
}

/** Findings that are told; of more the number is. */
const TOLD = 20;

function foundSentences(data: readonly PrivateDatum[], where: string): string[] {
  const told = data
    .slice(0, TOLD)
    .map(({ kind, shown }) => `What looks like ${PRIVATE_DATA[kind].name}, ${shown}, ${where}.`);
  return data.length > TOLD ? [...told, `${data.length - TOLD} more ${where}.`] : told;
}
