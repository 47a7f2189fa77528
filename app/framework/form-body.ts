import { parseWithZod } from "@conform-to/zod/v4";
import type { Submission } from "@conform-to/react";
import type * as z from "zod";
import { done, refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { boundsOf, openBounds, type FormBounds } from "./form-bounds.ts";
import { crossed, fieldsWithin, tooManyBytes } from "./form-fields.ts";

/** A form's fields as sent, and their size in bytes. */
export interface FormBody {
  readonly fields: URLSearchParams;
  readonly bytes: number;
}

/** Why a form was not read, and the part of it that identifies the form. */
interface UnreadForm {
  readonly refusal: Refusal;
  /** Its first fields; empty where the body is no form. */
  readonly beginning: URLSearchParams;
}

/** In bytes; more than server/http/origin.ts admits. */
const MAX_DISCARDED = 2_200_000;

/** In characters: the field that names the form comes before what is typed. */
const BEGINNING = 2_000;

/**
 * Reads the fields of a form sent with POST, up to the bytes and fields of the page's largest form:
 * bytes are counted while they arrive, fields before any is decoded. Refuses larger forms with
 * too-large or bad-input, and anything but a plain form with bad-input.
 */
export async function readForm(
  request: Request,
  limits: Pick<FormBounds, "bytes" | "fields">,
): Promise<
  { readonly ok: true; readonly value: FormBody } | ({ readonly ok: false } & UnreadForm)
> {
  const unread = (refusal: Refusal, beginning = "") =>
    ({ ok: false, refusal, beginning: new URLSearchParams(beginning) }) as const;
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") {
    return unread(refuse("bad-input", NOT_A_FORM).refusal);
  }
  if (!request.body) return { ok: true, value: { fields: new URLSearchParams(), bytes: 0 } };

  const text = new TextDecoder();
  let body = "";
  let bytes = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) break;
    bytes += value.byteLength;
    if (bytes > limits.bytes) {
      const start = body + text.decode(value.subarray(0, BEGINNING));
      await discardRest(reader, bytes);
      return unread(tooManyBytes(limits.bytes), beginningOf(start));
    }
    body += text.decode(value, { stream: true });
  }
  body += text.decode();
  if (hasMoreFields(body, limits.fields)) {
    return unread(crossed(`more than ${limits.fields} fields`).refusal, beginningOf(body));
  }
  return { ok: true, value: { fields: new URLSearchParams(body), bytes } };
}

/**
 * Reads and discards the rest, since a browser that is cut off shows no answer. The server has
 * already refused bodies that declare more than 2 MB; undeclared larger ones are cut off here.
 */
async function discardRest(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  before: number,
): Promise<void> {
  let bytes = before;
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) return;
    bytes += value.byteLength;
    if (bytes > MAX_DISCARDED) return reader.cancel();
  }
}

/** The whole fields at the start; a truncated last one is dropped. */
function beginningOf(body: string): string {
  const start = body.slice(0, BEGINNING);
  return start.length === body.length ? start : start.slice(0, start.lastIndexOf("&") + 1);
}

/** Counts separators, so that 25,000 fields are refused without parsing one. */
function hasMoreFields(body: string, limit: number): boolean {
  let at = -1;
  for (let count = 1; (at = body.indexOf("&", at + 1)) !== -1; count += 1) {
    if (count >= limit) return true;
  }
  return false;
}

/** The limits of a form: its own for those who may send it, the general ones for others. */
export function boundsFor(form: z.ZodType, isAdmitted: boolean): FormBounds {
  const own = boundsOf(form);
  return isAdmitted ? own : openBounds(own);
}

/**
 * The only way in which the server parses a form with conform: within its limits, and without
 * fields that its schema does not know.
 */
export function parseForm<F extends z.ZodType>(
  form: F,
  { fields, bytes }: FormBody,
  bounds: FormBounds,
): Outcome<Submission<z.output<F>, string[]>> {
  if (bytes > bounds.bytes) return { ok: false, refusal: tooManyBytes(bounds.bytes) };
  const within = fieldsWithin(fields, bounds);
  return within.ok ? done(parseWithZod(within.value, { schema: form })) : within;
}

const NOT_A_FORM =
  "What was sent is not a form that this page knows. Nothing was saved; open the page again and send it from there.";
