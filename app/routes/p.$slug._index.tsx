import * as z from "zod";
import { PublicPage } from "#app/features/public-page/PublicPage.tsx";
import { WithdrawnPage } from "#app/features/public-page/PublicNotice.tsx";
import { done } from "#app/domain/refusal.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { drawPage, HTML, languageOf, publicAnswer } from "#app/framework/public-answer.tsx";
import { refusedPublicly } from "#app/features/public-page/refused-publicly.tsx";

/** The public page of a matter, for everybody, from the snapshot stored on publication. */
export const loader = openLoader({
  // An invalid address is answered like a nonexistent one.
  params: z.object({ slug: z.string().max(200) }),
  load: async ({ context, params, request, url }) => {
    const language = languageOf(url);
    const { appUrl: origin, keepPublic: keep } = context;
    const found = await context.services.publicPage.read(params.slug);
    if (!found.ok) return done(await refusedPublicly(found.refusal, { request, language, origin }));
    const reading = found.value;
    if (reading.state === "withdrawn") {
      const { slug, withdrawnAt, reason } = reading;
      const told = { slug, withdrawnAt, reason, language, origin };
      const key = ["withdrawn", slug, withdrawnAt, language, origin].join(" ");
      const body = () => drawPage(<WithdrawnPage {...told} />);
      return done(await publicAnswer({ request, type: HTML, key, keep, status: 410, body }));
    }
    const takenBack = reading.withdrawnFiles.map((id) => id.slice(-12)).join(".");
    const of = [reading.hash, takenBack, reading.updatedAt];
    const key = ["page", ...of, language, origin].join(" ");
    const page = <PublicPage shown={reading} language={language} origin={origin} />;
    const body = () => drawPage(page);
    return done(await publicAnswer({ request, type: HTML, key, keep, body }));
  },
});
