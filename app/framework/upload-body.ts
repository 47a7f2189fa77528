import { once } from "node:events";
import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** A file of a form, as it arrives. What is not read of it is thrown away. */
export interface ArrivingFile {
  /** As the browser named it, without folders. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Bytes of the fields and boundaries around the file. */
export const FIELDS_LIMIT = 100_000;

/** Whether a form was sent the way that can carry files. */
export function isUpload(request: Request): boolean {
  return /^multipart\/form-data\s*;/iu.test(request.headers.get("Content-Type") ?? "");
}

/**
 * Reads a form with one file while it arrives, never all of it at once. `take` is handed the file and
 * the fields that stood before it; what it answers comes back with all fields, null where the form
 * had no file. Refuses `too-large` beyond `limit` bytes, without reading what says so of itself, and
 * `bad-input` what is cut off or is no such form.
 */
export async function readUpload<T>(
  request: Request,
  limit: number,
  take: (file: ArrivingFile, fields: URLSearchParams) => Promise<T>,
): Promise<Outcome<{ readonly fields: URLSearchParams; readonly taken: T | null }>> {
  if (Number(request.headers.get("Content-Length") ?? 0) > limit) return refuse("too-large");
  if (!request.body) return refuse("bad-input", CUT_OFF);
  const fields = new URLSearchParams();
  const parser = parserOf(request);
  if (!parser) {
    await discardBody(request);
    return refuse("bad-input", CUT_OFF);
  }
  let taking: Promise<T> | null = null;
  let file: Readable | null = null;
  let tooLong = false;
  let problem: unknown = null;
  parser.on("field", (name, value, nameCut, valueCut) => {
    if (nameCut || valueCut) tooLong = true;
    else fields.append(name, value);
  });
  parser.on("file", (_field, stream, name) => {
    // Without a listener, a body that is cut off would end the process.
    stream.on("error", () => undefined);
    file = stream;
    // An empty name is how browsers send that no file was chosen.
    if (!name) return stream.resume();
    taking = take({ name, bytes: piecesOf(stream) }, new URLSearchParams(fields)).finally(() =>
      stream.resume(),
    );
    // It is waited for below; until then nobody else is to hear that it failed.
    taking.catch(() => undefined);
  });
  // A parser that has failed never asks for more, so it is waited for beside everything.
  const failure = new Promise<never>((_resolve, reject) => parser.once("error", reject));
  failure.catch(() => undefined);
  const reader = request.body.getReader();
  try {
    if (!(await pour(reader, parser, limit, failure))) tooLong = true;
    const finished = once(parser, "finish");
    parser.end();
    await Promise.race([finished, failure]);
  } catch (error) {
    problem = error;
    // Whoever reads the file must not wait for the rest of it.
    (file as Readable | null)?.destroy(error instanceof Error ? error : undefined);
    await readOut(reader);
  }
  // What went wrong with the body is said below; with anything else it is a bug, and is thrown.
  const taken: T | null = problem === null ? await taking : await settled(taking);
  // What is kept already is said to be kept, whatever became of the rest.
  if (taken !== null) return done({ fields, taken });
  if (tooLong) return refuse("too-large");
  if (problem !== null) return refuse("bad-input", CUT_OFF);
  return done({ fields, taken });
}

/** Reads what nobody wants, so that the browser gets to see the answer. */
export async function discardBody(request: Request): Promise<void> {
  if (request.body) await readOut(request.body.getReader());
}

async function readOut(reader: BodyReader): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The browser is gone, and does not wait for an answer.
  }
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

function parserOf(request: Request): BusboyInstance | null {
  // With a boundary of nothing the parser never comes to an end.
  const type = request.headers.get("Content-Type") ?? "";
  if (!/;\s*boundary=(?:"[^"\r\n]{1,70}"|[^\s";,]{1,70})/iu.test(type)) return null;
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { fields: 20, fieldSize: 20_000, files: 1, parts: 25, headerSize: 4_096 },
    });
  } catch {
    return null;
  }
}

/** Has the parser read the body, at its own pace; false where there is more of it than may be. */
async function pour(
  reader: BodyReader,
  parser: BusboyInstance,
  limit: number,
  failure: Promise<never>,
): Promise<boolean> {
  let size = 0;
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) return size <= limit;
    size += value.byteLength;
    // Beyond the limit it is read and thrown away; the server has limited it before.
    if (size > limit) continue;
    const written = new Promise<void>((resolve, reject) => {
      parser.write(value, (error) => (error ? reject(error) : resolve()));
    });
    await Promise.race([written, failure]);
  }
}

/** The pieces of a stream that outlives whoever stops reading it. */
async function* piecesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterable<Uint8Array> = stream.iterator({ destroyOnReturn: false });
  yield* pieces;
}

async function settled<T>(taking: Promise<T> | null): Promise<T | null> {
  try {
    return await taking;
  } catch {
    return null;
  }
}

const CUT_OFF =
  "The file did not arrive whole, so nothing of it was stored. Check the connection and send it again.";
