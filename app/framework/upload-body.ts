import { once } from "node:events";
import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** A form's file while it arrives. What is not read of it is discarded. */
export interface ArrivingFile {
  /** As the browser named it, without folders. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Bytes of the fields and boundaries around the file. */
export const FIELDS_LIMIT = 100_000;

/** Whether a form was sent in the encoding that can carry files. */
export function isUpload(request: Request): boolean {
  return /^multipart\/form-data\s*;/iu.test(request.headers.get("Content-Type") ?? "");
}

/**
 * Reads a form with one file as a stream, never all of it at once. `take` receives the file and the
 * fields before it; its result is returned with all fields, null where the form had no file.
 * Refuses `too-large` above `limit` bytes, from the declared length where there is one, and
 * `bad-input` for a truncated or malformed form.
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
    // Without a listener, a truncated body would end the process.
    stream.on("error", () => undefined);
    file = stream;
    // An empty name is how browsers send that no file was chosen.
    if (!name) return stream.resume();
    taking = take({ name, bytes: piecesOf(stream) }, new URLSearchParams(fields)).finally(() =>
      stream.resume(),
    );
    // Awaited below; until then a rejection must not count as unhandled.
    taking.catch(() => undefined);
  });
  // A failed parser never asks for more data, so its error is awaited alongside everything.
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
    // A reader of the file must not wait for the rest of it.
    (file as Readable | null)?.destroy(error instanceof Error ? error : undefined);
    await readOut(reader);
  }
  // Problems of the body are reported below; any other error is a bug, and is thrown.
  const taken: T | null = problem === null ? await taking : await settled(taking);
  // A file that was stored already is reported, whatever happened to the rest.
  if (taken !== null) return done({ fields, taken });
  if (tooLong) return refuse("too-large");
  if (problem !== null) return refuse("bad-input", CUT_OFF);
  return done({ fields, taken });
}

/** Reads and discards a body, so that the browser shows the answer. */
export async function discardBody(request: Request): Promise<void> {
  if (request.body) await readOut(request.body.getReader());
}

async function readOut(reader: BodyReader): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The browser is gone and does not wait for an answer.
  }
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

function parserOf(request: Request): BusboyInstance | null {
  // With an empty boundary the parser never ends.
  const type = request.headers.get("Content-Type") ?? "";
  if (!/;\s*boundary=(?:"[^"\r\n]{1,70}"|[^\s";,]{1,70})/iu.test(type)) return null;
  try {
    return new Busboy({
      headers: { "content-type": type },
      limits: { fields: 80, fieldSize: 60_000, files: 1, parts: 85, headerSize: 4_096 },
    });
  } catch {
    // The parser refuses headers that it can't read.
    return null;
  }
}

/** Feeds the body to the parser, at its own pace; false where it exceeds the limit. */
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
    // Beyond the limit it is read and discarded; the server has limited it before.
    if (size > limit) continue;
    const written = new Promise<void>((resolve, reject) => {
      parser.write(value, (error) => (error ? reject(error) : resolve()));
    });
    await Promise.race([written, failure]);
  }
}

/** The chunks of a stream, without destroying it when the reader stops early. */
async function* piecesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  const pieces: AsyncIterable<Uint8Array> = stream.iterator({ destroyOnReturn: false });
  yield* pieces;
}

async function settled<T>(taking: Promise<T> | null): Promise<T | null> {
  try {
    return await taking;
  } catch {
    // It was cut off with the body, whose own problem is told.
    return null;
  }
}

const CUT_OFF =
  "The file did not arrive whole, so nothing of it was stored. Check the connection and send it again.";
