import { BY_TOKEN, BROUGHT_FROM, type AuditValue } from "#app/domain/audit-event.ts";
import type { BroughtIds } from "./ids.ts";
import { isLikeId, LIKE_IDS } from "./ids.ts";

/**
 * Texts of an archive in which its ids are: those of the archive become the ones here; others that
 * something has here become ids of nothing, so that nobody and nothing here is ever named by it.
 */
export class NamesInTexts {
  readonly #unknown = new Set<string>();
  #taken: ReadonlySet<string> = new Set();

  constructor(readonly ids: BroughtIds) {}

  /** Notes what is in a value, to ask which of it is here. */
  note(value: unknown): void {
    if (typeof value === "string") {
      for (const id of idsIn(value)) if (this.ids.maybe(id) === null) this.#unknown.add(id);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        this.note(name);
        this.note(inner);
      }
    }
  }

  get unknown(): readonly string[] {
    return [...this.#unknown];
  }

  /** Tells which of the unknown ones are here. */
  settle(taken: ReadonlySet<string>): void {
    this.#taken = taken;
  }

  /** An id as it is named here; anything else as it is. */
  id(text: string): string {
    return this.ids.maybe(text) ?? (this.#taken.has(text) ? this.ids.ofNothing(text) : text);
  }

  /** A text with ids in it, as keys of deadlines are. */
  key(text: string): string {
    return text.length > LONGEST ? text : text.replaceAll(LIKE_IDS, (like) => this.id(like));
  }

  /** A value with all ids in it, names of fields among them. */
  value<T>(value: T): T {
    // A value of the same shape.
    return this.#mapped(value) as T;
  }

  #mapped(value: unknown): unknown {
    if (typeof value === "string") return this.key(value);
    if (Array.isArray(value)) return value.map((inner) => this.#mapped(inner));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([name, inner]) => [
      this.id(name),
      this.#mapped(inner),
    ]);
    return Object.fromEntries(entries) as unknown;
  }
}

/** The longest text that is looked through for ids: longer ones are what somebody wrote. */
const LONGEST = 300;

function idsIn(text: string): string[] {
  return text.length > LONGEST ? [] : (text.match(LIKE_IDS) ?? []).filter(isLikeId);
}

/** The details of a line that came with an archive: its own mark in place of any other. */
export function broughtDetails(
  details: Readonly<Record<string, unknown>>,
  broughtId: string,
): Record<string, AuditValue> {
  // A session or a token that it names would be looked for here.
  const { [BY_TOKEN]: _token, session: _session, ...said } = details;
  return { ...(said as Record<string, AuditValue>), [BROUGHT_FROM]: broughtId };
}
