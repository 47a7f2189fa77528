import { PublicPage } from "#app/features/public-page/PublicPage.tsx";
import { done } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { matterParams } from "#app/framework/params.ts";
import { drawPage, HTML, languageOf, publicAnswer } from "#app/framework/public-answer.tsx";

/** The page as it would be published now, for the matter's people. */
export const loader = guardedLoader({
  params: matterParams,
  need: "signed in",
  load: async ({ actor, context, params, request, url }) => {
    const view = await context.services.publicPage.show(actor, params.slug);
    if (!view.ok) return view;
    const { slug, candidate, publishedAt, updatedAt, updates } = view.value;
    const page = (
      <PublicPage
        shown={{ slug, page: candidate.page, publishedAt, updatedAt, updates, withdrawnFiles: [] }}
        language={languageOf(url)}
        origin={context.appUrl}
        preview
      />
    );
    const body = () => drawPage(page);
    return done(await publicAnswer({ request, type: HTML, key: null, body }));
  },
});
