import { done } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { readRecordQuery } from "#app/framework/query.ts";
import { linesAnswer } from "#app/framework/lines-answer.ts";
import { matterParams } from "#app/framework/params.ts";

/** The record of a matter, as JSON lines. */
export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  async load({ actor, params, context, url, request }) {
    const query = readRecordQuery(url);
    if (!query.ok) return query;
    const { slug } = params;
    const lines = await context.services.auditRecord.lines(actor, slug, query.value);
    if (!lines.ok) return lines;
    return done(linesAnswer(lines.value, { request, name: `record-${slug}` }));
  },
});
