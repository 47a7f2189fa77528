import { redirect } from "react-router";
import type { AppLoadContext } from "react-router";
import type { Actor } from "#app/domain/actor.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { LeavingText } from "#app/domain/word-leaving.ts";
import { APART_HEADER } from "#app/domain/word-leaving.ts";
import { wordChoicesQuery } from "./params.ts";
import { pdfAnswer } from "./pdf-answer.tsx";
import { readQuery } from "./query.ts";

/**
 * A text of a document as a Word file, with what its address asks for along with it (W3). While something
 * in it looks private, it leads to the page that asks about that.
 */
export async function wordAnswer(
  {
    actor,
    context,
    url,
    request,
  }: {
    readonly actor: Actor;
    readonly context: AppLoadContext;
    readonly url: URL;
    readonly request: Request;
  },
  documentId: string,
  text: LeavingText,
): Promise<Outcome<Response>> {
  const choices = readQuery(wordChoicesQuery, withOneOwn(url));
  if (!choices.ok) return choices;
  const taken = await context.services.word.take(actor, documentId, text, choices.value);
  if (taken.ok && taken.value.is === "private") {
    const { version } = taken.value;
    const which = version === null ? "" : `?version=${version}`;
    return done(redirect(`/documents/${documentId}/private-data${which}`));
  }
  const apart = taken.ok && taken.value.is === "file" ? taken.value.apart : 0;
  const file = taken.ok && taken.value.is === "file" ? done(taken.value.file) : null;
  return pdfAnswer(file ?? (taken as Outcome<never>), {
    request,
    documentId,
    shown: "attachment",
    called: "Word file",
    // Said beside the download: a file can't say what is not in it.
    ...(apart > 0 ? { headers: { [APART_HEADER]: String(apart) } } : {}),
  });
}

/** A form sends a box for each organization. */
function withOneOwn(url: URL): URL {
  const own = url.searchParams.getAll("own");
  if (own.length < 2) return url;
  const joined = new URL(url);
  joined.searchParams.set("own", own.join(","));
  return joined;
}
