import type { AttachmentFile } from "#server/services/index.ts";
import { contentDisposition } from "./content-disposition.ts";

/**
 * A stored file as a download, in chunks. It is never shown inline, so that nothing of it runs or
 * is framed on this site; where its bytes turn out damaged, the download is aborted.
 */
export function fileAnswer({ name, mediaType, bytes, pieces }: AttachmentFile): Response {
  const iterator = pieces[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": mediaType,
      "Content-Length": String(bytes),
      "Content-Disposition": contentDisposition("attachment", name),
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cache-Control": "private, no-store",
    },
  });
}
