import * as z from "zod";
import { refusedPublicly } from "#app/features/public-page/refused-publicly.tsx";
import { done, refuse, type Refusal } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { languageOf, PNG, publicAnswer } from "#app/framework/public-answer.tsx";

/** Why a picture could not be drawn, thrown through what would have kept it. */
class NotDrawn extends Error {
  override readonly name = "NotDrawn";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.sentence);
    this.refusal = refusal;
  }
}

/** The picture for sharing of a published page; gone with the page. */
export const loader = openLoader({
  params: z.object({ slug: z.string().max(200) }),
  load: async ({ context, params, request, url }) => {
    const language = languageOf(url);
    const { appUrl: origin, keepPublic: keep, services } = context;
    const found = await services.publicPage.read(params.slug);
    const reading = found.ok && found.value.state === "withdrawn" ? refuse("not-found") : found;
    if (!reading.ok) {
      return done(await refusedPublicly(reading.refusal, { request, language, origin }));
    }
    if (reading.value.state !== "published") throw new Error("a page is published or withdrawn");
    const published = reading.value;
    const key = ["picture", published.hash, language].join(" ");
    const body = async () => {
      const drawn = await services.publicPage.picture(published, language);
      if (!drawn.ok) throw new NotDrawn(drawn.refusal);
      return drawn.value;
    };
    try {
      return done(await publicAnswer({ request, type: PNG, key, keep, body }));
    } catch (error) {
      if (!(error instanceof NotDrawn)) throw error;
      return done(await refusedPublicly(error.refusal, { request, language, origin }));
    }
  },
});
