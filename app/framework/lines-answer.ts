import { streamOf } from "./file-answer.ts";

/** JSON lines as a file for their reader alone, none of which is made before it is wanted. */
export function linesAnswer(
  pieces: AsyncIterable<string>,
  { request, name }: { readonly request: Request; readonly name: string },
): Response {
  return new Response(request.method === "HEAD" ? null : streamOf(inBytes(pieces)), {
    headers: {
      "Content-Type": "application/x-ndjson; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.jsonl"`,
      "Cache-Control": "private, no-store",
    },
  });
}

async function* inBytes(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}
