import { createHash } from "node:crypto";
import { PublicIndex } from "#app/features/public-page/PublicIndex.tsx";
import { done } from "#app/domain/refusal.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { drawPage, HTML, languageOf, publicAnswer } from "#app/framework/public-answer.tsx";

/** All published matters, for everybody. */
export const loader = guardedLoader({
  need: "anyone",
  load: async ({ context, request, url }) => {
    const pages = await context.services.publicPage.list();
    if (!pages.ok) return pages;
    const language = languageOf(url);
    const origin = context.appUrl;
    const of = createHash("sha256").update(JSON.stringify(pages.value)).digest("hex");
    const key = ["index", of, language, origin].join(" ");
    const page = <PublicIndex pages={pages.value} language={language} origin={origin} />;
    return done(await publicAnswer({ request, type: HTML, key, body: () => drawPage(page, key) }));
  },
});
