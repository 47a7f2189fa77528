import * as z from "zod";
import { REFUSAL_CODES, REFUSAL_STATUS, type Refusal } from "#app/domain/refusal.ts";

/** Problems that only the API has, with their statuses. */
const OWN_STATUS = {
  "no-token": 401,
  "scope-missing": 403,
  "no-such-address": 404,
  "method-not-allowed": 405,
  "length-required": 411,
  "media-type": 415,
  "key-missing": 400,
  "key-used": 422,
  "key-under-way": 409,
  "answer-lost": 409,
  "too-many-requests": 429,
} as const;
type OwnCode = keyof typeof OWN_STATUS;

export const PROBLEM_CODES = [...REFUSAL_CODES, ...(Object.keys(OWN_STATUS) as OwnCode[])] as const;
type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A problem as it is answered (RFC 9457). */
export const problemShape = z.object({
  type: z.string().describe("The address of its code in the API’s page."),
  title: z.string().describe("Its code in words."),
  status: z.int(),
  code: z.enum(PROBLEM_CODES).describe("Never changes its meaning."),
  detail: z
    .string()
    .describe("What happened, whether anything was changed, what to do; for people."),
  errors: z
    .array(z.object({ field: z.string(), detail: z.string() }))
    .optional()
    .describe("By field, as parts[0].kind."),
});

/** A problem before it has its address. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly detail: string }[];
  /** Milliseconds after which to ask again. */
  readonly waitMs?: number;
  /** Methods that the address takes. */
  readonly allow?: readonly string[];
}

export function statusOf(code: ProblemCode): number {
  return isOwn(code) ? OWN_STATUS[code] : REFUSAL_STATUS[code];
}

function isOwn(code: ProblemCode): code is OwnCode {
  return Object.hasOwn(OWN_STATUS, code);
}

export function problemOf({ code, sentence, fields }: Refusal): Problem {
  const errors = Object.entries(fields ?? {}).map(([field, detail]) => ({ field, detail }));
  return { code, detail: sentence, ...(errors.length > 0 ? { errors } : {}) };
}

/** A problem as JSON. */
export function problemJson({ code, detail, errors }: Problem, origin: string): string {
  const words = code.replaceAll("-", " ");
  return JSON.stringify({
    type: `${origin}/api#${code}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status: statusOf(code),
    code,
    detail,
    ...(errors ? { errors: [...errors] } : {}),
  } satisfies z.input<typeof problemShape>);
}
