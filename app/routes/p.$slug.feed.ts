import * as z from "zod";
import { feedOf, FEED_TYPES } from "#app/features/public-page/feed.ts";
import { refusedPublicly } from "#app/features/public-page/refused-publicly.tsx";
import { feedFormatOf } from "#app/domain/public-page/content.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { languageOf, publicAnswer } from "#app/framework/public-answer.tsx";

/** The updates of a public page as a feed. */
export const loader = openLoader({
  params: z.object({ slug: z.string().max(200) }),
  load: async ({ context, params, request, url }) => {
    const language = languageOf(url);
    const origin = context.appUrl;
    const found = await context.services.publicPage.read(params.slug);
    const reading = found.ok && found.value.state === "withdrawn" ? refuse("not-found") : found;
    if (!reading.ok) {
      return done(await refusedPublicly(reading.refusal, { request, language, origin }));
    }
    if (reading.value.state !== "published") throw new Error("a page is published or withdrawn");
    const shown = reading.value;
    const as = feedFormatOf(url.searchParams.get("as"));
    const key = ["feed", shown.hash, shown.updatedAt, as, language, origin].join(" ");
    const body = () => feedOf(shown, { as, language, origin });
    return done(
      await publicAnswer({ request, type: FEED_TYPES[as], key, keep: context.keepPublic, body }),
    );
  },
});
