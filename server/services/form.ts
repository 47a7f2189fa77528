import type * as z from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/**
 * Parses a form with its schema, the same as in the browser. Refuses `bad-input` with the first
 * error of each field.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  sent: unknown,
): Outcome<z.output<Schema>> {
  const read = schema.safeParse(sent);
  if (read.success) return done(read.data);
  const fields: Record<string, string> = {};
  for (const issue of read.error.issues) {
    const field = String(issue.path[0] ?? "form");
    fields[field] ??= issue.message;
  }
  return refuse("bad-input", undefined, fields);
}
