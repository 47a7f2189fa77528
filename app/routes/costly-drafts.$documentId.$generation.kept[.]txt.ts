import { permitted } from "#app/framework/access-requirement.ts";
import { keptTextParams } from "#app/framework/params.ts";
import { done } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";

/** Downloads the text that a restore removed from a draft. */
export const loader = guardedLoader({
  params: keptTextParams,
  need: permitted("workspace.mend-drafts", () => ({})),
  async load({ actor, params, context }) {
    const { documentId, generation } = params;
    const kept = await context.services.costlyDrafts.kept(actor, documentId, generation);
    if (!kept.ok) return kept;
    return done(
      new Response(kept.value, {
        headers: {
          "Content-Type": "text/plain; charset=utf-8",
          "Content-Disposition": 'attachment; filename="kept.txt"',
          "Cache-Control": "private, no-store",
        },
      }),
    );
  },
});
