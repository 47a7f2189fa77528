import type { ShownPart } from "#app/domain/search/excerpt.ts";
import type { SearchEntry, SearchSourceName } from "#server/search/entry.ts";
import type { Actor } from "#app/domain/actor.ts";
import { isBusy } from "#server/database/index.ts";
import type { Resources } from "#server/services/resources.ts";

/** Resources for sources. */
export type SourceResources = Pick<
  Resources,
  "database" | "drafts" | "texts" | "attachments" | "blobs" | "log"
>;

/** A thing as it stands in its source now: an entry with another scope or stamp is not to be shown. */
export interface StandingThing {
  readonly id: string;
  readonly scope: string;
  readonly stamp: string;
}

/** Which things of a source: these, or all of a document's or a matter's. */
export type WhichThings =
  | { readonly ids: readonly string[] }
  | { readonly documentId: string }
  | { readonly matterId: string };

/** The same, or a page of all of them in the order of their ids. */
export type AskedThings = WhichThings | { readonly after: string | null; readonly limit: number };

/** A hit as its source needs it to say where it is. */
export interface PlacedHit {
  readonly id: string;
  readonly data: string;
  /** Where in the entry's text the words stand; null where they stand in its title. */
  readonly at: number | null;
  /** The part of that text that the excerpt shows; null where there is none. */
  readonly shown: ShownPart | null;
}

/** How a hit is shown, and opened at the spot. */
export interface HitPlace {
  readonly title: string;
  readonly where: string;
  readonly path: string;
  /** Whether its excerpt is not to be shown: something in it looks private. */
  readonly isPrivate?: boolean;
}

/** One kind of things that are found, read from where they are kept. */
export interface SearchSource {
  readonly name: SearchSourceName;
  /** How many entries are read and written at once: few where each may be long. */
  readonly atOnce: number;
  /** Whether nothing of it is ever taken away or back. */
  readonly isKeptForGood?: boolean;
  /** A page of all things, in the order of their ids; `next` is where the following one begins. */
  page(
    resources: SourceResources,
    after: string | null,
  ): Promise<{ readonly standing: readonly StandingThing[]; readonly next: string | null }>;
  /** Those that may be found by somebody now. */
  standing(resources: SourceResources, which: WhichThings): Promise<readonly StandingThing[]>;
  /**
   * As the index is to hold them, without those that are gone or can't be read. The stamp of one of
   * which more is to be read ends in PART.
   */
  entries(resources: SourceResources, ids: readonly string[]): Promise<readonly SearchEntry[]>;
  /**
   * The whole of something of which `entries` read a part at first, because the rest takes long. Null
   * where it can't be read now.
   */
  whole?(resources: SourceResources, id: string): Promise<SearchEntry | null>;
  /** Where the actor opens hits; those that are gone are left out. */
  places(
    resources: SourceResources,
    hits: readonly PlacedHit[],
    actor: Actor,
  ): Promise<ReadonlyMap<string, HitPlace>>;
}

/** The end of the stamp of an entry of which more is to be read. */
export const PART = "?";

/** Whether an entry is of what stands there now, be it a part of it. */
export function isCurrent(stamp: string, standing: string): boolean {
  return stamp === standing || stamp === `${standing}${PART}`;
}

/**
 * A thing as the index is to hold it, besides its source, id and scope. The stamp is that of the thing
 * as it stands unless another is given; `data` is nothing.
 */
export type EntryOfRow = Pick<SearchEntry, "title" | "text" | "at"> &
  Partial<Pick<SearchEntry, "stamp" | "data">>;

const PAGE = 300;

/** A source whose things are rows, each with an id. */
export function sourceOfRows<Row extends { readonly id: string }>(parts: {
  readonly name: SearchSourceName;
  readonly atOnce: number;
  readonly isKeptForGood?: boolean;
  /** In the order of ids where a page is asked for. */
  readonly rows: (resources: SourceResources, asked: AskedThings) => Promise<readonly Row[]>;
  /** Null for what nobody finds. */
  readonly standing: (row: Row) => StandingThing | null;
  readonly entry: (resources: SourceResources, row: Row) => Promise<EntryOfRow>;
  readonly whole?: (resources: SourceResources, row: Row) => Promise<EntryOfRow | null>;
  readonly places: SearchSource["places"];
}): SearchSource {
  const { name, atOnce, isKeptForGood = false, rows, standing, entry, whole, places } = parts;
  const standingOf = (found: readonly Row[]) => found.flatMap((row) => standing(row) ?? []);
  /** Whoever may find an entry is said by the thing itself. */
  const entryOf = (thing: StandingThing, made: EntryOfRow): SearchEntry => ({
    source: name,
    data: "{}",
    ...thing,
    ...made,
  });
  return {
    name,
    atOnce,
    isKeptForGood,
    places,
    async page(resources, after) {
      const found = await rows(resources, { after, limit: PAGE });
      const next = found.length < PAGE ? null : (found.at(-1)?.id ?? null);
      return { standing: standingOf(found), next };
    },
    async standing(resources, which) {
      return "ids" in which && which.ids.length === 0
        ? []
        : standingOf(await rows(resources, which));
    },
    async entries(resources, ids) {
      const found: SearchEntry[] = [];
      for (const row of await rows(resources, { ids })) {
        const thing = standing(row);
        if (thing === null) continue;
        const made = await entry(resources, row).catch(brokenRow(resources, name));
        if (made) found.push(entryOf(thing, made));
      }
      return found;
    },
    ...(whole && {
      async whole(resources, id) {
        const [row] = await rows(resources, { ids: [id] });
        const thing = row ? standing(row) : null;
        if (!row || thing === null) return null;
        const made = await whole(resources, row);
        return made && entryOf(thing, made);
      },
    }),
  };
}

/**
 * A row that no release has written keeps nothing else from being found; what the database or the store
 * of files fails at is tried again.
 */
function brokenRow({ log }: SourceResources, source: SearchSourceName) {
  return (error: unknown): null => {
    const name = error instanceof Error ? error.name : typeof error;
    if (name.startsWith("Prisma") || TRIED_AGAIN.has(name) || isBusy(error)) throw error;
    log.warn({ source, why: name }, "something can't be read, and so is not found");
    return null;
  };
}

const TRIED_AGAIN: ReadonlySet<string> = new Set(["DatabaseProblem", "StorageProblem"]);

/** Rows by their own ids, in pages; `of` finds those of a document and of a matter. */
export function rowsAsked<Where>(
  asked: AskedThings,
  of: {
    readonly document?: (documentId: string) => Where;
    readonly matter?: (matterId: string) => Where;
  },
) {
  const nothing = { id: { in: [] as string[] } };
  const byId = { orderBy: { id: "asc" as const } };
  if ("limit" in asked) {
    const where = asked.after === null ? {} : { id: { gt: asked.after } };
    return { where, take: asked.limit, ...byId };
  }
  if ("ids" in asked) return { where: { id: { in: [...asked.ids] } }, ...byId };
  if ("documentId" in asked) {
    return { where: of.document?.(asked.documentId) ?? nothing, take: MOST_AT_ONCE, ...byId };
  }
  return { where: of.matter?.(asked.matterId) ?? nothing, take: MOST_AT_ONCE, ...byId };
}

/** Things a line of the record brings anew at most; a later look at everything finds the rest. */
const MOST_AT_ONCE = 5_000;

/** The scope of everybody of a matter's parties. */
export const scopeOfMatter = (matterId: string) => `m:${matterId}`;
/** The scope of one organization's people within a matter (M2). */
export const scopeWithin = (matterId: string, organizationId: string) =>
  `m:${matterId}:o:${organizationId}`;
/** The scope of an organization's people. */
export const scopeOfOrganization = (organizationId: string) => `o:${organizationId}`;
/** The scope of everybody who may see a matter that the organization is a party of. */
export const scopeOfPartners = (organizationId: string) => `p:${organizationId}`;
