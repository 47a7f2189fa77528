import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { sha256 } from "#server/digest.ts";
import { NOT_BROUGHT } from "#server/services/audit/brought.ts";
import { MODELS_OF_IDS, OWN_IDS, type IdKind, type RowsOfMatter } from "./tables.ts";
import type { RefuseMatter } from "./refuse.ts";

/** Ids as this program makes them, those of the demonstration among them; never a mere word. */
const ID = /^[0-9a-z][0-9a-z-]{5,63}$/u;

/** Whatever could be one in a text. */
export const LIKE_IDS = /[0-9a-z-]{6,64}/gu;

export function isLikeId(text: string): boolean {
  return ID.test(text) && text.includes("-");
}

const IDS_PER_QUERY = 500;

/**
 * The ids that an archive's have here: the same where nothing has them, else ones that are derived from
 * the archive and the old ones. So an archive of many matters, whose bringing in may be begun again, has one
 * stand-in for each of its people.
 */
export class BroughtIds {
  readonly #kinds = new Map<string, IdKind>();
  readonly #here = new Map<string, string>();
  #made: ReadonlySet<string> = new Set();

  constructor(
    readonly broughtId: string,
    readonly refuse: RefuseMatter,
  ) {}

  /** Notes an id of the archive. */
  note(kind: IdKind, id: string): void {
    if (!isLikeId(id)) {
      throw this.refuse("something in it has an id that this program gives to nothing.");
    }
    const known = this.#kinds.get(id);
    if (known !== undefined && known !== kind) {
      throw this.refuse("two things in it that are not of one kind have the same id.");
    }
    this.#kinds.set(id, kind);
  }

  has(kind: IdKind, id: string): boolean {
    return this.#kinds.get(id) === kind;
  }

  /** Decides them, by what is here now. Ids of stand-ins that this archive brought before are theirs. */
  async settle(client: PrismaClient | Transaction): Promise<void> {
    const all = [...this.#kinds.keys()];
    const made = await standInsOf(client, this.broughtId);
    const there = await takenAmong(
      client,
      all,
      [...NAMED_BY_LINES].flatMap((k) => this.every(k)),
    );
    const derived = all.filter((id) => there.has(id)).map((id) => this.#derived(id));
    const taken = new Set([...there, ...(await takenAmong(client, derived, derived))]);
    this.#here.clear();
    for (const [id, kind] of this.#kinds) {
      const derived = this.#derived(id);
      const isOwn = (one: string) =>
        (kind === "person" || kind === "organization") && made.has(one) && taken.has(one);
      const here = isOwn(id) || (!isOwn(derived) && !taken.has(id)) ? id : derived;
      if (taken.has(here) && !isOwn(here)) {
        throw this.refuse("it is here already, from this very archive.");
      }
      this.#here.set(id, here);
    }
    this.#made = made;
  }

  /** Whether a stand-in of that id was made for another matter of the same archive. */
  isMade(id: string): boolean {
    return this.#made.has(id);
  }

  /** The id here; refuses one that the archive does not name. */
  of(kind: IdKind, id: string): string {
    const here = this.has(kind, id) ? this.#here.get(id) : undefined;
    if (here === undefined) throw this.refuse("something in it names what is not in it.");
    return here;
  }

  isKept(id: string): boolean {
    return this.#here.get(id) === id;
  }

  /** The ids of that kind in the archive. */
  every(kind: IdKind): string[] {
    return [...this.#kinds].flatMap(([id, of]) => (of === kind ? [id] : []));
  }

  /** Of any kind; null where it is no id of the archive. */
  maybe(id: string): string | null {
    return this.#here.get(id) ?? null;
  }

  /** An id that nothing has, for one that the archive names and does not tell of. */
  ofNothing(id: string): string {
    return this.#derived(id);
  }

  #derived(id: string): string {
    const hex = sha256(JSON.stringify([this.broughtId, id]));
    return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`]
      .concat(hex.slice(20, 32))
      .join("-");
  }
}

/** Notes all ids of a matter's rows. */
export function noteIds(ids: BroughtIds, rows: RowsOfMatter): void {
  for (const [table, kind] of Object.entries(OWN_IDS)) {
    for (const row of rows[table as keyof typeof OWN_IDS]) ids.note(kind, row.id);
  }
}

/** The people and organizations that were made for an archive, as its own lines say. */
async function standInsOf(
  client: PrismaClient | Transaction,
  broughtId: string,
): Promise<ReadonlySet<string>> {
  const lines = await client.auditEvent.findMany({
    where: {
      type: "matter.brought-in",
      AND: [{ details: { contains: broughtId } }, NOT_BROUGHT],
    },
    select: { rows: true, details: true },
  });
  const made = new Set<string>();
  for (const { rows, details } of lines) {
    // Other texts of such a line are an archive's.
    if ((JSON.parse(details) as Readonly<Record<string, unknown>>)["broughtId"] !== broughtId)
      continue;
    // Written by this program, as tables of rows of columns.
    const tables = JSON.parse(rows ?? "{}") as Readonly<Record<string, object>>;
    for (const name of ["User", "Organization"]) {
      for (const id of Object.keys(tables[name] ?? {})) made.add(id);
    }
  }
  return made;
}

/** Kinds that lines of the record name by themselves, which outlive what they name. */
const NAMED_BY_LINES = ["person", "organization", "matter", "document"] as const;

/**
 * Which of these ids something has here, of whatever kind.
 * @param told those of them that are taken, too, where a line of the record names one.
 */
export async function takenAmong(
  client: PrismaClient | Transaction,
  ids: readonly string[],
  told: readonly string[] = [],
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for (let from = 0; from < ids.length; from += IDS_PER_QUERY) {
    const some = ids.slice(from, from + IDS_PER_QUERY);
    for (const model of Object.values(MODELS_OF_IDS)) {
      // Every model has it; their types have nothing in common.
      const delegate = Reflect.get(client, model) as IdDelegate;
      const rows = await delegate.findMany({ where: { id: { in: some } }, select: { id: true } });
      for (const { id } of rows) taken.add(id);
    }
  }
  for (let from = 0; from < told.length; from += IDS_PER_QUERY) {
    const some = told.slice(from, from + IDS_PER_QUERY);
    for (const column of ["actorId", "organizationId", "matterId", "documentId"] as const) {
      const lines = await client.auditEvent.findMany({
        where: { [column]: { in: some } },
        select: { [column]: true },
        distinct: [column],
      });
      for (const line of lines) {
        const id = (line as Readonly<Record<string, unknown>>)[column];
        if (typeof id === "string") taken.add(id);
      }
    }
  }
  return taken;
}

interface IdDelegate {
  findMany(query: {
    readonly where: { readonly id: { readonly in: readonly string[] } };
    readonly select: { readonly id: true };
  }): Promise<readonly { readonly id: string }[]>;
}
