import { Unreachable, unreachable } from "#app/ui/unreachable.ts";
import { TOO_MANY_PIECES } from "#app/protocol/too-many-pieces.ts";
import type { AuthorsAnswer } from "./draft-authors.ts";

/** Asks who wrote each piece of a draft. Throws `Unreachable`, with a sentence where the server answered why. */
export async function loadAuthors(documentId: string): Promise<AuthorsAnswer> {
  const answer = await fetch(`/documents/${documentId}/authors`, {
    headers: { Accept: "application/json" },
  }).catch(unreachable);
  if (answer.status === 413) throw new Unreachable(TOO_MANY_PIECES);
  if (!answer.ok || answer.redirected) throw new Unreachable();
  return (await answer.json().catch(unreachable)) as AuthorsAnswer;
}
