import * as z from "zod";
import { WithdrawnFile } from "#app/features/public-page/PublicNotice.tsx";
import { refusedPublicly } from "#app/features/public-page/refused-publicly.tsx";
import { done } from "#app/domain/refusal.ts";
import { fileAnswer } from "#app/framework/file-answer.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { drawPage, HTML, KEPT, languageOf, publicAnswer } from "#app/framework/public-answer.tsx";

/** A file of a published page; browsers show PDFs and save everything else. */
export const loader = openLoader({
  params: z.object({ slug: z.string().max(200), sha256: z.string().max(64) }),
  load: async ({ context, params, request, url }) => {
    const asked = { request, language: languageOf(url), origin: context.appUrl };
    const found = await context.services.publicPage.file(params.slug, params.sha256);
    if (!found.ok) return done(await refusedPublicly(found.refusal, asked));
    if (found.value.state === "withdrawn") {
      const page = <WithdrawnFile slug={params.slug} {...asked} />;
      const body = () => drawPage(page);
      return done(await publicAnswer({ request, type: HTML, key: null, status: 410, body }));
    }
    // Another type than PDF is saved, whatever it says of itself.
    const { file } = found.value;
    const isPdf = file.mediaType === "application/pdf";
    const answer = await fileAnswer(
      { ...file, mediaType: isPdf ? file.mediaType : "application/octet-stream" },
      { request, shown: isPdf ? "inline" : "attachment", cached: KEPT },
    );
    return answer.ok ? answer : done(await refusedPublicly(answer.refusal, asked));
  },
});
