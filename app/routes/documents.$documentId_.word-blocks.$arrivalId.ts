import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { wordBlocksQuery, wordReturnParams } from "#app/framework/params.ts";
import { readQuery } from "#app/framework/query.ts";
import { done } from "#app/domain/refusal.ts";

/** The text of a Word file that waits, for the desk, which puts it in at the caret. */
export const loader = guardedLoader({
  params: wordReturnParams,
  need: "signed in",
  async load({ actor, params: { documentId, arrivalId }, context, url }) {
    const asked = readQuery(wordBlocksQuery, url);
    if (!asked.ok) return asked;
    const { wordFiles } = context.services;
    const text = await wordFiles.blocks(actor, documentId, { arrivalId, ...asked.value });
    if (!text.ok) return text;
    return done(Response.json(text.value, { headers: { "Cache-Control": "no-store" } }));
  },
});
