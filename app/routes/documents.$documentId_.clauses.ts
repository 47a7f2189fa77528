import { ORGANIZATION_TEXT_LIMITS } from "#app/domain/organization-texts.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { jsonAction } from "#app/framework/json-action.ts";
import { clausesQuery, keepClauseQuery } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import type { LoaderArgs } from "#app/framework/route-args.ts";

const clausesOf = guardedLoader({
  params: documentParams,
  need: "signed in",
  async load({ actor, params: { documentId }, url, context }): Promise<Outcome<string>> {
    const query = readQuery(clausesQuery, url);
    if (!query.ok) return query;
    const { q = "", clause } = query.value;
    const { organizationTexts } = context.services;
    return clause === undefined
      ? textOf(await organizationTexts.library(actor, documentId, q))
      : textOf(await organizationTexts.clause(actor, documentId, clause));
  },
});

function textOf(outcome: Outcome<unknown>): Outcome<string> {
  return outcome.ok ? done(JSON.stringify(outcome.value)) : outcome;
}

/** The clauses that the reader may put into a draft: their own organizations'; or one of them whole. */
export async function loader(requestContext: LoaderArgs): Promise<Response> {
  // Asked for by a script, not by a page, so it answers JSON itself.
  const json = await clausesOf(requestContext);
  return new Response(json, { headers: { "Content-Type": "application/json" } });
}

/** Keeps paragraphs as a clause of one of them. */
export const action = jsonAction({
  params: documentParams,
  need: "signed in",
  limit: ORGANIZATION_TEXT_LIMITS.sentBytes,
  admit: async ({ actor, params, context, url }) => {
    const query = readQuery(keepClauseQuery, url);
    if (!query.ok) return query;
    const { admitClause } = context.services.organizationTexts;
    return admitClause(actor, params.documentId, query.value.of);
  },
  run: async ({ actor, params, context, url, sent }) => {
    const query = readQuery(keepClauseQuery, url);
    if (!query.ok) return query;
    const { sendClause } = context.services.organizationTexts;
    return sendClause(actor, params.documentId, query.value.of, sent);
  },
});
