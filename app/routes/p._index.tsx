import { PublicIndex } from "#app/features/public-page/PublicIndex.tsx";
import { done } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { drawPage, HTML, languageOf, publicAnswer } from "#app/framework/public-answer.tsx";

/** All published matters, for everybody. */
export const loader = openLoader({
  load: async ({ context, request, url }) => {
    const found = await context.services.publicPage.list();
    if (!found.ok) return found;
    const { pages, hash } = found.value;
    const language = languageOf(url);
    const origin = context.appUrl;
    const key = ["index", hash, language, origin].join(" ");
    const page = <PublicIndex pages={pages} language={language} origin={origin} />;
    const body = () => drawPage(page);
    return done(await publicAnswer({ request, type: HTML, key, keep: context.keepPublic, body }));
  },
});
