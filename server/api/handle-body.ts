import type { Request } from "express";
import { sizeText } from "#app/domain/exhibit.ts";
import { readSentJson } from "#app/domain/sent-json.ts";
import { WORD_RETURN_LIMITS } from "#app/domain/word-return.ts";
import type { Operation } from "./operation.ts";
import type { Problem } from "./problem.ts";

export const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/** The largest JSON: a letter with all that it may say has a tenth of it. */
const JSON_BYTES = 512 * 1024;

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

const problem = (code: Problem["code"], detail: string) =>
  ({ ok: false, problem: { code, detail } }) as const;

/** The size that a body says to have, and whether its kind is the one that is taken; nothing of it is read. */
export function declaredSize({ headers }: Request, { body }: Operation): Read<number> {
  if (headers["transfer-encoding"] !== undefined || headers["content-length"] === undefined) {
    return problem("length-required", NO_LENGTH);
  }
  const size = Number(headers["content-length"]);
  const limit = body === "file" ? WORD_RETURN_LIMITS.fileBytes : JSON_BYTES;
  if (!(size <= limit)) {
    return problem("too-large", `This is more than ${sizeText(limit)}. ${NOTHING}`);
  }
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const wanted = body === "file" ? WORD_TYPE : "application/json";
  if (type !== wanted) {
    return problem("media-type", `Send it as ${wanted}, and say so in Content-Type. ${NOTHING}`);
  }
  if (headers["content-encoding"] !== undefined) {
    return problem("media-type", `Send it without Content-Encoding. ${NOTHING}`);
  }
  return { ok: true, value: size };
}

/** All bytes of a body, as many as it said; null for more or fewer, and where its sender breaks off. */
export async function bytesOf(request: Request, size: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let read = 0;
  try {
    for await (const piece of request as AsyncIterable<Uint8Array>) {
      read += piece.byteLength;
      if (read > size) return null;
      pieces.push(piece);
    }
  } catch {
    // A connection that ends is no fault of ours.
    return null;
  }
  return read === size ? Buffer.concat(pieces) : null;
}

/** JSON as UTF-8, not nested beyond what anything here is. */
export function jsonOf(bytes: Uint8Array): Read<unknown> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return problem("bad-input", NO_JSON);
  }
  // No database keeps it.
  if (text.includes("\\u0000")) return problem("bad-input", NO_JSON);
  const read = readSentJson(text);
  return read.ok ? read : problem("bad-input", NO_JSON);
}

const NOTHING = "Nothing was changed.";
const NO_LENGTH = `The request has to say in Content-Length how long it is. ${NOTHING}`;
const NO_JSON = `What was sent can’t be read as JSON in UTF-8. ${NOTHING}`;
