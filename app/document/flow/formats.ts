/** Converts between Yjs formats and ProseMirror marks. */
import { Mark, type Schema } from "@tiptap/pm/model";
import { isFlowFormat } from "./vocabulary.ts";

/** The formats in force at a place. Immutable: equal ones may share an object. */
export type Attrs = Readonly<Record<string, unknown>>;

export const NO_ATTRS: Attrs = Object.freeze({});

/** Deep equality of JSON values. */
export function equalValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(x);
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => key in y && equalValue(x[key], y[key]))
  );
}

export function equalAttrs(a: Attrs, b: Attrs): boolean {
  return equalValue(a, b);
}

/** The formats after applying one more; null ends a format. */
export function withFormat(attrs: Attrs, key: string, value: unknown): Attrs {
  if (value === null || value === undefined) {
    if (!(key in attrs)) return attrs;
    const { [key]: _ended, ...rest } = attrs;
    return Object.keys(rest).length === 0 ? NO_ATTRS : rest;
  }
  return equalValue(attrs[key], value) ? attrs : { ...attrs, [key]: value };
}

/**
 * Caches the marks by format object, so that equal marks are identical and ProseMirror compares by
 * identity.
 */
const cache = new WeakMap<Attrs, { schema: Schema; marks: readonly Mark[] }>();

/** The marks of these formats. Unknown or invalid formats are left out. */
export function marksFrom(schema: Schema, attrs: Attrs): readonly Mark[] {
  if (attrs === NO_ATTRS) return Mark.none;
  const known = cache.get(attrs);
  if (known?.schema === schema) return known.marks;
  const list: Mark[] = [];
  for (const [name, value] of Object.entries(attrs)) {
    const type = schema.marks[name];
    if (type && isFlowFormat(name, value))
      list.push(type.create(typeof value === "object" ? (value as Mark["attrs"]) : null));
  }
  const marks = Mark.setFrom(list);
  cache.set(attrs, { schema, marks });
  return marks;
}

/** The formats of these marks. Unknown formats in `around` are kept. */
export function attrsFrom(marks: readonly Mark[], schema: Schema, around: Attrs): Attrs {
  let attrs: Attrs = NO_ATTRS;
  for (const key of Object.keys(around)) {
    if (!schema.marks[key] || !isFlowFormat(key, around[key]))
      attrs = withFormat(attrs, key, around[key]);
  }
  for (const mark of marks) attrs = withFormat(attrs, mark.type.name, mark.attrs);
  return attrs;
}
