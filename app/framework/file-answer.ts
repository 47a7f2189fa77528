import parseRange from "range-parser";
import { done, type Outcome } from "#app/domain/refusal.ts";
import type { HandedFile } from "#server/services/index.ts";
import { contentDisposition } from "./content-disposition.ts";

/** For the reader alone, and asked for again each time: rights may end. */
const PRIVATE = "private, no-store";

export interface FileAnswer {
  readonly request: Request;
  readonly shown: "inline" | "attachment";
  /** Cache-Control, where it is not for the reader alone. */
  readonly cached?: string;
  /** Beside those of every file. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Headers that keep the browser from running or framing a file whose content is untrusted. */
export const UNTRUSTED = {
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
} as const;

/**
 * A file as the answer to a request (RFC 9110): whole or one range of it, or 304 or 416; the only place
 * that sends files. Its tag is the hash of its bytes, which no proxy may change. A piece is read once the
 * reader has taken the one before it; what turns out damaged, or of another length, is broken off, so that
 * it never looks complete. Refused as the file is.
 */
export async function fileAnswer(
  file: HandedFile,
  { request, shown, cached = PRIVATE, headers: own }: FileAnswer,
): Promise<Outcome<Response>> {
  const { size, sha256, isStored } = file;
  const tag = `"${sha256}"`;
  const headers = new Headers({
    "Content-Type": file.mediaType,
    "Content-Disposition": contentDisposition(shown, file.name),
    "Cache-Control": `${cached}, no-transform`,
    ETag: tag,
    "Accept-Ranges": isStored ? "bytes" : "none",
    ...own,
  });
  const answer = (status: number, body: BodyInit | null, more: Record<string, string>) => {
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    return done(new Response(body, { status, headers }));
  };
  if (isKnown(request, tag)) return answer(304, null, {});
  const whole = { "Content-Length": String(size) };
  if (request.method === "HEAD") return answer(200, null, whole);
  const range = isStored ? askedRange(request, size, tag) : null;
  if (range === "none") {
    headers.delete("Content-Disposition");
    return answer(416, "The file has no such part. Load it again from its beginning.\n", {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Range": `bytes */${size}`,
    });
  }
  const pieces = await file.read(range ?? undefined);
  if (!pieces.ok) return pieces;
  if (range === null) return answer(200, streamOf(pieces.value), whole);
  const length = range.end - range.start + 1;
  return answer(206, streamOf(pieces.value), {
    "Content-Length": String(length),
    "Content-Range": `bytes ${range.start}-${range.end}/${size}`,
  });
}

/** Whether the reader has these bytes. */
function isKnown(request: Request, tag: string): boolean {
  const known = request.headers.get("If-None-Match") ?? "";
  // Compared weakly: a cache may have weakened it.
  return known.split(",").some((one) => ["*", tag, `W/${tag}`].includes(one.trim()));
}

/**
 * The one range that is asked for; null for the whole, as for several ranges or for one of other bytes, and
 * "none" where the file has no such part.
 */
function askedRange(request: Request, size: number, tag: string) {
  const asked = request.headers.get("Range");
  if (asked === null || (request.headers.get("If-Range") ?? tag) !== tag) return null;
  const ranges = parseRange(size, asked);
  if (ranges === -1) return "none";
  const [range, ...others] = ranges === -2 || ranges.type !== "bytes" ? [] : ranges;
  return range === undefined || others.length > 0 ? null : range;
}

/** The pieces as a body, none of which is read before it is wanted. */
export function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done: isOver, value } = await iterator.next();
        if (isOver === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await iterator.return?.()),
    },
    { highWaterMark: 0 },
  );
}
