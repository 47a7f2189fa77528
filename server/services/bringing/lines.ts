import { createReadStream } from "node:fs";
import type * as z from "zod";
import { ARCHIVE_LIMITS } from "#app/domain/archive/limits.ts";
import { BringingRefused, NOTHING } from "./refused.ts";

const LINE_FEED = 10;

/**
 * The lines of a file, each parsed by its schema. No more than one piece of the file and one line of it are
 * in memory.
 * @param name as whoever brought it knows it.
 * @param most the bytes of one line.
 */
export async function* linesOf<T>(
  file: string,
  name: string,
  schema: z.ZodType<T>,
  most: number = ARCHIVE_LIMITS.lineBytes,
): AsyncGenerator<T> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  const pieces: AsyncIterable<Buffer> = createReadStream(file);
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, from)) {
      parts.push(piece.subarray(from, end));
      refuseTooLong(length + end - from, most, name);
      number += 1;
      yield parsed(Buffer.concat(parts), schema, { name, number });
      parts = [];
      length = 0;
      from = end + 1;
    }
    parts.push(piece.subarray(from));
    length += piece.byteLength - from;
    refuseTooLong(length, most, name);
  }
  if (length > 0) throw new BringingRefused(`“${name}” ends within a line. ${NOTHING}`);
}

/** Bytes that are text in UTF-8. */
export function textIn(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BringingRefused(`“${name}” is not written as archives are. ${NOTHING}`);
  }
}

/** A text that is JSON of that schema. */
export function valueIn<T>(text: string, schema: z.ZodType<T>, where: string): T {
  let read: z.ZodSafeParseResult<T>;
  try {
    read = schema.safeParse(JSON.parse(text));
  } catch (error) {
    // Of what is nested too deep, the stack ends.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    throw new BringingRefused(`${where} is not written as archives are. ${NOTHING}`);
  }
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const column = issue?.path.map(String).join(".").slice(0, 100) ?? "";
  throw new BringingRefused(
    `${where} is not of a form that this program knows${column === "" ? "" : ` (${column})`}. ${NOTHING}`,
  );
}

function parsed<T>(
  bytes: Buffer,
  schema: z.ZodType<T>,
  { name, number }: { readonly name: string; readonly number: number },
): T {
  return valueIn(textIn(bytes, name), schema, `Line ${number} of “${name}”`);
}

function refuseTooLong(length: number, most: number, name: string): void {
  if (length <= most) return;
  throw new BringingRefused(
    `“${name}” has a line that is longer than an archive can have. ${NOTHING}`,
  );
}
