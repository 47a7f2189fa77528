import { z } from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { FormValue } from "./three-way-merge.ts";

/**
 * What a form was filled in with travels with it, so that the server tells what its sender changed from
 * what somebody else saved meanwhile. It is used to compare alone: whoever sends another base can do no
 * more than save the form as they may anyway.
 */

/** In characters; two hundred signers with all that is known of each are about half of it. */
const BASE_LIMIT = 400_000;
/** A form's values: a list in it, an entry, a field. */
const BASE_DEPTH = 5;

/** The fields that a merged form carries beside its own. */
export const mergeFields = {
  /** `baseOf` what the page filled in. */
  base: z.string().max(BASE_LIMIT, "Load the page again.").optional(),
  /** The fingerprint of what somebody else saved and this person has been shown beside their own. */
  seen: z.string().max(64, "Load the page again.").optional(),
} as const;

/** What a page filled in, as its form carries it. */
export function baseOf(filled: object): string {
  return JSON.stringify(filled, (_name, value: unknown) =>
    value === "" || value === null ? undefined : value,
  );
}

/** Reads it back; refuses `bad-input` for what no page has filled in. */
export function readBase(base: string): Outcome<FormValue> {
  try {
    return done(plain(JSON.parse(base), BASE_DEPTH));
  } catch {
    return refuse(
      "bad-input",
      "This page was not as it should be. Load it again; nothing was saved.",
    );
  }
}

/** Blanks are nothing; throws for what is nested deeper than a form is. */
function plain(value: unknown, depth: number): FormValue {
  if (depth < 0) throw new Error("nested too deeply");
  if (typeof value === "string") return value.replace(/\r\n?/gu, "\n").trim() || undefined;
  if (typeof value === "boolean" || typeof value === "number") return value;
  if (Array.isArray(value)) return value.map((each) => plain(each, depth - 1));
  if (typeof value !== "object" || value === null) return undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, plain(each, depth - 1)]),
  );
}
