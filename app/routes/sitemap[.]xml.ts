import { sitemapOf } from "#app/features/public-page/sitemap.ts";
import { done } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { publicAnswer } from "#app/framework/public-answer.tsx";

/** The published pages for search engines, in each language. */
export const loader = openLoader({
  load: async ({ context, request }) => {
    const found = await context.services.publicPage.addresses();
    if (!found.ok) return found;
    const { pages, hash } = found.value;
    const origin = context.appUrl;
    const key = ["sitemap", hash, origin].join(" ");
    const type = "application/xml; charset=utf-8";
    const body = () => sitemapOf(pages, origin);
    return done(await publicAnswer({ request, type, key, keep: context.keepPublic, body }));
  },
});
