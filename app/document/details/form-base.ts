import * as z from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { FormValue } from "./three-way-merge.ts";

/**
 * A form carries the values it was filled in with (its base), so that the server can tell what its
 * sender changed from what somebody else saved meanwhile. The base is only compared: a forged one
 * does no more than save the form as usual.
 */

/** In characters; two hundred signers with every field filled in take about half of it. */
const BASE_LIMIT = 400_000;
/** Levels of nesting in a form's values: a list in it, an entry, a field. */
const BASE_DEPTH = 5;

/** The additional fields of a form whose concurrent edits are merged. */
export const mergeFields = {
  /** `baseOf` the values that the page filled in. */
  base: z.string().max(BASE_LIMIT, "Load the page again.").optional(),
  /** The fingerprint of the other person's values that this person was shown beside their own. */
  seen: z.string().max(64, "Load the page again.").optional(),
} as const;

/** Serializes a form's initial values for its hidden field. */
export function baseOf(filled: object): string {
  return JSON.stringify(filled, (_name, value: unknown) =>
    value === "" || value === null ? undefined : value,
  );
}

/** Parses a base; refuses `bad-input` for anything that no page sends. */
export function readBase(base: string): Outcome<FormValue> {
  try {
    return done(plain(JSON.parse(base), BASE_DEPTH));
  } catch {
    // Not JSON, or nested deeper than a form.
    return refuse(
      "bad-input",
      "This page was not as it should be. Load it again; nothing was saved.",
    );
  }
}

/** Removes blank values; throws where values are nested deeper than forms are. */
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
