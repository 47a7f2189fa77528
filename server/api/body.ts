import type * as z from "zod";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";

/** The most fields of a problem. */
const MOST_ERRORS = 50;

/**
 * Reads JSON by the schema of a form. A field that the form does not have is refused: left out, its words
 * would be lost without anybody being told.
 */
export function readBody<B extends z.ZodType>(schema: B, sent: unknown): Outcome<z.output<B>> {
  const unknown = unknownFields(schema, sent, "").slice(0, MOST_ERRORS);
  if (unknown.length > 0) {
    const fields = unknown.map((field) => [field, "There is no such field."] as const);
    return refuse("bad-input", UNFIT, Object.fromEntries(fields));
  }
  const read = schema.safeParse(sent);
  if (read.success) return done(read.data);
  const fields: Record<string, string> = {};
  for (const { path, message } of read.error.issues.slice(0, MOST_ERRORS)) {
    fields[fieldAt(path)] ??= message;
  }
  return refuse("bad-input", UNFIT, fields);
}

function fieldAt(path: readonly PropertyKey[]): string {
  const words = path.reduce<string>(
    (before, part) =>
      typeof part === "number" ? `${before}[${part}]` : `${before}.${String(part)}`,
    "",
  );
  return words.startsWith(".") ? words.slice(1) : words;
}

/** The fields in a value that its schema does not name, as parts[0].kind. */
function unknownFields(schema: z.core.$ZodType, value: unknown, at: string): string[] {
  // Every Zod schema is one of these; the type of a schema's parts does not say so.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
      return Object.entries(value).flatMap(([name, inside]) => {
        const place = at === "" ? name.slice(0, 60) : `${at}.${name.slice(0, 60)}`;
        const part = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
        return part ? unknownFields(part, inside, place) : [place];
      });
    }
    case "array":
      if (!Array.isArray(value)) return [];
      return value.flatMap((each, index) => unknownFields(def.element, each, `${at}[${index}]`));
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return unknownFields(def.innerType, value, at);
    case "pipe":
      return unknownFields(def.in, value, at);
    default:
      return [];
  }
}

const UNFIT = "Some fields can’t be taken. Nothing was changed; mend them and send it again.";
