import type * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import type { Services } from "#server/services/index.ts";
import { editingPath } from "./EditFrame.tsx";

/** The loader of a screen that edits a part of a matter's public page. */
export const partLoader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: ({ actor, params, context }) => context.services.publicPage.toEdit(actor, params.slug),
});

/** The action of such a screen: saves its form, then leads back to the overview of the page. */
export function partAction<F extends z.ZodType>(
  form: F,
  save: (
    publicPage: Services["publicPage"],
    actor: Actor,
    slug: string,
    input: z.output<F>,
  ) => Promise<Outcome<unknown>>,
) {
  return guardedAction({
    params: matterParams,
    need: "signed in",
    form,
    run: ({ actor, params, context, input }) =>
      save(context.services.publicPage, actor, params.slug, input),
    next: backToOverview,
  });
}

/** After saving: the overview of the page. */
export function backToOverview(_saved: unknown, { params }: { params: { slug: string } }) {
  return { to: editingPath(params.slug) };
}
