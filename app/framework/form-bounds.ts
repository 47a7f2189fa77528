import type * as z from "zod";

/**
 * The limits of a form, checked before any of it is parsed. A few bytes could make conform's parser
 * fill a list up to the index in a field's name, or join twenty thousand fields of one name, and
 * block the server (fifteen bytes to `/login`, from anybody, for 34 s); so everything is counted first,
 * against what the form's own schema can hold.
 */
export interface FormBounds {
  /** Bytes of the body, percent-encoded. */
  readonly bytes: number;
  /** The number of fields, including unnamed ones. */
  readonly fields: number;
  /** How often a name may occur, where the schema has no list of values with that name. */
  readonly repeats: number;
  /** Parts of a name: `signers[3].name` has three. */
  readonly depth: number;
  /** The longest list: its greatest index is one less. */
  readonly length: number;
  readonly shape: Shape;
}

/** The shape of the values that are allowed under a name. */
export type Shape =
  | { readonly kind: "value" }
  | { readonly kind: "list"; readonly length: number; readonly of: Shape }
  | { readonly kind: "group"; readonly of: ReadonlyMap<string, Shape> };

/** The largest form of all, in bytes, whatever its schema could hold. */
export const FORM_LIMIT = 2_000_000;

/** The limits for who may not send a form, and for what a refused visitor gets back. */
const OPEN_LIMITS = { fields: 50, repeats: 10, depth: 3 } as const;

/** Fields that no schema has: the intent, a button, an address shown beside a password. */
const OTHER_FIELDS = 20;
/** The longest name, in characters: `organizations[49].administratorName`, with a margin. */
export const NAME_LIMIT = 120;
/** A character takes at most three bytes, each of them three in percent-encoding. */
const BYTES_A_CHARACTER = 9;
/** The length of values that are neither text nor a list of choices: numbers, dates, ticks. */
const SHORT_VALUE = 100;
/** The length of text without a limit in its schema, such as hashes, which a pattern checks. */
const PLAIN_VALUE = 300;

const known = new WeakMap<z.ZodType, FormBounds>();

/**
 * Derives the limits of a form from its schema. Throws for a schema without any: a list without a
 * `max`, or a record.
 */
export function boundsOf(form: z.ZodType): FormBounds {
  const before = known.get(form);
  if (before) return before;
  const { shape, ...size } = sizeOf(form, 0);
  const bounds: FormBounds = {
    bytes: Math.min(FORM_LIMIT, size.bytes + OTHER_FIELDS * (NAME_LIMIT + PLAIN_VALUE)),
    fields: size.fields + OTHER_FIELDS,
    repeats: OPEN_LIMITS.repeats,
    depth: Math.max(1, size.depth),
    length: size.length,
    shape,
  };
  known.set(form, bounds);
  return bounds;
}

/** The limits for visitors who may not send the form: at most `OPEN_LIMITS`. */
export function openBounds(bounds: FormBounds): FormBounds {
  return {
    ...bounds,
    fields: Math.min(bounds.fields, OPEN_LIMITS.fields),
    repeats: Math.min(bounds.repeats, OPEN_LIMITS.repeats),
    depth: Math.min(bounds.depth, OPEN_LIMITS.depth),
    length: Math.min(bounds.length, OPEN_LIMITS.fields),
  };
}

/** The limits of a page before it is known which of its forms was sent. */
export function widestOf(all: readonly FormBounds[]): Pick<FormBounds, "bytes" | "fields"> {
  return {
    bytes: Math.max(0, ...all.map(({ bytes }) => bytes)),
    fields: Math.max(0, ...all.map(({ fields }) => fields)),
  };
}

interface Size {
  readonly shape: Shape;
  readonly bytes: number;
  readonly fields: number;
  readonly depth: number;
  readonly length: number;
}

function sizeOf(schema: z.core.$ZodType, depth: number): Size {
  // Every Zod schema is one of these; the type of a schema's parts does not say so.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const maximum = maximumOf(def.checks ?? []);
  const value = (characters: number): Size => ({
    shape: { kind: "value" },
    bytes: NAME_LIMIT + Math.min(characters, FORM_LIMIT) * BYTES_A_CHARACTER,
    fields: 1,
    depth,
    length: 0,
  });
  switch (def.type) {
    case "string":
      return value(maximum ?? PLAIN_VALUE);
    case "number":
    case "boolean":
    case "date":
    case "literal":
    case "enum":
      return value(SHORT_VALUE);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return sizeOf(def.innerType, depth);
    case "pipe": {
      // The sent value has the shape of the one; either of them may be the one that says how long it is.
      const sent = sizeOf(def.in, depth);
      if (isTransform(def.out)) return sent;
      return { ...sent, bytes: Math.max(sent.bytes, sizeOf(def.out, depth).bytes) };
    }
    case "union": {
      // One value that is written in several ways.
      const ways = def.options.map((option) => sizeOf(option, depth));
      if (ways.some(({ shape }) => shape.kind !== "value")) {
        throw new Error("a form has a field that is a value or something else");
      }
      return { ...value(0), bytes: Math.max(...ways.map(({ bytes }) => bytes)) };
    }
    case "array": {
      const length = maximum ?? choicesOf(def.element);
      if (length === null) throw new Error("a list in a form has no max");
      const item = sizeOf(def.element, depth + 1);
      return {
        shape: { kind: "list", length, of: item.shape },
        bytes: item.bytes * length,
        fields: item.fields * length,
        depth: item.depth,
        length: Math.max(length, item.length),
      };
    }
    case "object": {
      const parts = Object.entries(def.shape).map(
        ([name, part]) => [name, sizeOf(part, depth + 1)] as const,
      );
      const sizes = parts.map(([, size]) => size);
      return {
        shape: { kind: "group", of: new Map(parts.map(([name, { shape }]) => [name, shape])) },
        bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
        fields: sizes.reduce((sum, { fields }) => sum + fields, 0),
        depth: Math.max(depth, ...sizes.map((size) => size.depth)),
        length: Math.max(0, ...sizes.map((size) => size.length)),
      };
    }
    default:
      throw new Error(`a form has a field of a kind that no bound is known for: ${def.type}`);
  }
}

/** A function, which says nothing of lengths. */
function isTransform(schema: z.core.$ZodType): boolean {
  return (schema as z.core.$ZodTypes)._zod.def.type === "transform";
}

/** The smallest maximum length among a schema's checks; null where there is none. */
function maximumOf(checks: readonly z.core.$ZodCheck<never>[]): number | null {
  const maxima = checks.flatMap(({ _zod: { def } }) =>
    def.check === "max_length" ? [(def as z.core.$ZodCheckMaxLengthDef).maximum] : [],
  );
  return maxima.length === 0 ? null : Math.min(...maxima);
}

/** The number of options where a list's elements are an enumeration; else null. */
function choicesOf(element: z.core.$ZodType): number | null {
  const { def } = (element as z.core.$ZodTypes)._zod;
  return def.type === "enum" ? Object.keys(def.entries).length : null;
}
