import { thousands } from "#app/domain/thousands.ts";
import { refuse, type Outcome, type Refusal } from "#app/domain/refusal.ts";
import { NAME_LIMIT, type FormBounds, type Shape } from "./form-bounds.ts";

/** conform's own field, with which a button adds, moves or removes a list entry without scripts. */
const LIST_FIELD = "__intent__";
/** In characters: a kind, the list's name and two numbers. */
const LIST_FIELD_LIMIT = 500;

/**
 * The fields of a form that its schema knows; others are counted and dropped. Refuses, before
 * anything is parsed, with a sentence that names the exceeded limit.
 */
export function fieldsWithin(sent: URLSearchParams, bounds: FormBounds): Outcome<URLSearchParams> {
  const fields = new URLSearchParams();
  const times = new Map<string, number>();
  let count = 0;
  for (const [name, value] of sent) {
    count += 1;
    if (count > bounds.fields) return crossed(`more than ${bounds.fields} fields`);
    if (name.length > NAME_LIMIT)
      return crossed(`a field whose name is longer than ${NAME_LIMIT} characters`);
    const repeats = (times.get(name) ?? 0) + 1;
    times.set(name, repeats);
    if (name === LIST_FIELD) {
      // Without it the form would be submitted, instead of the button's list operation.
      if (!isListChange(value, bounds)) return refuse("bad-input", UNKNOWN_CHANGE);
      fields.append(name, value);
      continue;
    }

    const path = partsOf(name);
    if (path.length > bounds.depth) {
      return crossed(`a field nested more than ${bounds.depth} deep`);
    }
    const place = placeOf(path, bounds);
    if (place.over !== null) {
      return crossed(place.over === 0 ? "a list" : `a list of more than ${place.over}`);
    }
    if (repeats > Math.max(bounds.repeats, place.repeats)) {
      return crossed(`one field more than ${Math.max(bounds.repeats, place.repeats)} times`);
    }
    if (place.known) fields.append(name, value);
  }
  return { ok: true, value: fields };
}

/** The refusal of a form that exceeds its page's limits. */
export function crossed(bound: string): Extract<Outcome<never>, { ok: false }> {
  return refuse("bad-input", `${overTheBound(bound)} ${NOTHING_LOST}`);
}

/** The refusal of a form with too many bytes. */
export function tooManyBytes(bytes: number): Refusal {
  const bound = `more than ${thousands(bytes)} bytes`;
  return {
    code: "too-large",
    sentence: `${overTheBound(bound)} Make it smaller or send it in parts. ${NOTHING_LOST}`,
  };
}

const overTheBound = (bound: string) =>
  `What was sent has ${bound}, which is more than this form can hold. Nothing of it was saved.`;
const NOTHING_LOST =
  "What you typed is still in the form; if you see it empty, go one step back in your browser.";

const UNKNOWN_CHANGE =
  "What was sent asks for a change of a list that this form does not have. Nothing was saved; load the page again and repeat what you did.";

type NamePart = string | number;

/**
 * Splits a field's name as conform does: `signers[3].name` is signers, 3, name, and `roles[]` is
 * roles and the next index. An invalid name is one part that no schema knows.
 */
function partsOf(name: string): readonly NamePart[] {
  const parts: NamePart[] = [];
  let end = 0;
  for (const match of name.matchAll(/([^.[\]]+)|\[(\d*)\]/gu)) {
    const isNext = match.index === end || (match.index === end + 1 && name[end] === ".");
    if (!isNext) break;
    const [whole, key, index] = match;
    parts.push(key ?? (index === "" ? "" : Number(index)));
    end = match.index + whole.length;
  }
  // The valid beginning counts for the depth; the rest makes the name unknown.
  return end === name.length ? parts : [...parts, "[unreadable]"];
}

interface FieldPath {
  /** Whether the schema has a value with that name. */
  readonly known: boolean;
  /** How often the name may occur. */
  readonly repeats: number;
  /** The length of the list whose limit the index exceeds, or null. */
  readonly over: number | null;
}

function placeOf(path: readonly NamePart[], bounds: FormBounds): FieldPath {
  let shape: Shape | undefined = bounds.shape;
  for (const part of path) {
    const inList: Shape | undefined = shape?.kind === "list" ? shape : undefined;
    // An unknown list may be as long as the longest known one.
    const length = inList?.kind === "list" ? Math.min(inList.length, bounds.length) : bounds.length;
    if (typeof part === "number" && part >= length) {
      return { known: false, repeats: 0, over: length };
    }
    if (part === "" || typeof part === "number") {
      shape = inList?.kind === "list" ? inList.of : undefined;
    } else {
      shape = shape?.kind === "group" ? shape.of.get(part) : undefined;
    }
  }
  if (shape?.kind === "list" && shape.of.kind === "value") {
    return { known: true, repeats: Math.min(shape.length, bounds.length), over: null };
  }
  return { known: path.length > 0 && shape?.kind === "value", repeats: 1, over: null };
}

/** Whether conform's field only adds, removes or moves an entry of one of the schema's lists. */
function isListChange(value: string, bounds: FormBounds): boolean {
  if (value.length > LIST_FIELD_LIMIT) return false;
  let change: unknown;
  try {
    change = JSON.parse(value);
  } catch {
    // Not JSON: of no page of ours.
    return false;
  }
  const { type, payload } = recordOf(change);
  const { name, index, from, to, defaultValue } = recordOf(payload);
  if (type !== "insert" && type !== "remove" && type !== "reorder") return false;
  if (typeof name !== "string" || defaultValue !== undefined) return false;
  const shape = shapeAt(partsOf(name), bounds);
  // Lists of values are checkboxes without entries to move; conform throws where one is a single
  // value.
  if (shape?.kind !== "list" || shape.of.kind !== "group") return false;
  const fits = (place: unknown) =>
    typeof place === "number" && Number.isInteger(place) && place >= 0 && place < shape.length;
  if (type === "insert") return index === undefined || fits(index);
  return type === "remove" ? fits(index) : fits(from) && fits(to);
}

function shapeAt(path: readonly NamePart[], bounds: FormBounds): Shape | undefined {
  let shape: Shape | undefined = bounds.shape;
  for (const part of path) {
    if (typeof part === "number") shape = shape?.kind === "list" ? shape.of : undefined;
    else shape = shape?.kind === "group" ? shape.of.get(part) : undefined;
  }
  return shape;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
