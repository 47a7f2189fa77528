import { createReadableStreamFromReadable } from "@react-router/node";
import { Readable } from "node:stream";
import * as z from "zod";
import { WithdrawnFile } from "#app/features/public-page/PublicNotice.tsx";
import { refusedPublicly } from "#app/features/public-page/refused-publicly.tsx";
import { done } from "#app/domain/refusal.ts";
import { contentDisposition } from "#app/framework/content-disposition.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { drawPage, HTML, languageOf, publicAnswer } from "#app/framework/public-answer.tsx";

/** A file of a published page; browsers show PDFs and save everything else. */
export const loader = openLoader({
  params: z.object({ slug: z.string().max(200), sha256: z.string().max(64) }),
  load: async ({ context, params, request, url }) => {
    const asked = { request, language: languageOf(url), origin: context.appUrl };
    const file = await context.services.publicPage.file(params.slug, params.sha256);
    if (!file.ok) return done(await refusedPublicly(file.refusal, asked));
    if (file.value.state === "withdrawn") {
      const page = <WithdrawnFile slug={params.slug} {...asked} />;
      const body = () => drawPage(page, null);
      return done(await publicAnswer({ request, type: HTML, key: null, status: 410, body }));
    }
    const { name, mediaType, sha256, bytes, read } = file.value;
    const isPdf = mediaType === "application/pdf";
    const headers = {
      "Content-Length": String(bytes),
      "Content-Disposition": contentDisposition(isPdf ? "inline" : "attachment", name),
      "X-Content-Type-Options": "nosniff",
    };
    // A file that the reader's cache has is not read again.
    const head = await publicAnswer({
      request: new Request(request.url, { method: "HEAD", headers: request.headers }),
      type: isPdf ? mediaType : "application/octet-stream",
      key: sha256,
      headers,
      body: () => "",
    });
    if (head.status === 304 || request.method === "HEAD") return done(head);
    const content = await read();
    if (!content.ok) return done(await refusedPublicly(content.refusal, asked));
    const body = createReadableStreamFromReadable(Readable.from(content.value));
    return done(new Response(body, { headers: head.headers }));
  },
});
