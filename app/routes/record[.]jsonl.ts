import { done } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { readRecordQuery } from "#app/framework/query.ts";
import { linesAnswer } from "#app/framework/lines-answer.ts";

/** All that the reader may read of the record, as JSON lines. */
export const loader = guardedLoader({
  need: "signed in",
  async load({ actor, context, url, request }) {
    const query = readRecordQuery(url);
    if (!query.ok) return query;
    const lines = await context.services.auditRecord.lines(actor, null, query.value);
    if (!lines.ok) return lines;
    return done(linesAnswer(lines.value, { request, name: "record" }));
  },
});
