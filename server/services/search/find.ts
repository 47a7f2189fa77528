import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import {
  FOUND_KINDS,
  type FoundGroup,
  type FoundItem,
  type FoundKind,
  type SearchView,
} from "#app/domain/search/found.ts";
import { parseSearchQuery, type SearchQuery } from "#app/domain/search/query.ts";
import type { SearchSourceName } from "#server/search/entry.ts";
import type {
  IndexHit,
  IndexHits,
  IndexRefusal,
  SearchIndex,
} from "#server/search/search-index.ts";
import type { Resources } from "#server/services/resources.ts";
import { onePerPaper } from "./one-per-paper.ts";
import { MARKS } from "./port.ts";
import { scopesOf } from "./scopes.ts";
import { isCurrent, type HitPlace, type SearchSource } from "./source.ts";
import { searchSources } from "./sources/index.ts";
import { bringUpToDate, IndexProblem } from "./write-entries.ts";

export interface FindOptions {
  /** The kinds that are asked for; default all. */
  readonly kinds?: readonly FoundKind[];
  /** The most things of a kind; at most MOST_OF_KIND. */
  readonly most?: number;
}

/**
 * The sources of each kind, in lists that are filled by themselves: a paper's many versions leave room
 * for other papers. Acts are the page's own.
 */
const SOURCES_OF: Readonly<Record<FoundKind, readonly (readonly SearchSourceName[])[]>> = {
  act: [],
  document: [["draft", "filing"], ["version"]],
  matter: [["matter"]],
  comment: [["thread"]],
  letter: [["letter"]],
  docket: [["docket", "docket-event"]],
  attachment: [["attachment"]],
  clause: [["clause", "template"]],
  person: [["person", "partner"]],
  help: [["help"]],
};

const MOST_OF_KIND = 50;
const USUAL = 6;
/** Hits that are asked for beyond those that are shown: some stand no more, or are of one paper. */
const SPARE = 12;
/**
 * Answers leave at multiples of this many milliseconds. Passing over texts that the reader may not see
 * takes some time: nearly all answers, with such texts or without, are ready before the first of these.
 */
export const GRID_MS = 40;
/**
 * How many things that changed since they were indexed one search reads anew, and drafts of them; and how
 * often it asks again once they are, and what is gone was taken out.
 */
const MOST_ANEW = { things: 20, drafts: 3, times: 4 };
/** Where one paper's versions fill the list, so many more are asked for, so often. */
const ASKED_ON = { hits: 100, times: 5 };

/**
 * Finds what the actor may read now: the index finds within their scopes alone, and what it finds is
 * looked at again where it is kept, so that what was withdrawn a moment ago is not told (Q2, Q4).
 */
export async function findEverywhere(
  resources: Resources,
  actor: Actor,
  query: string,
  options: FindOptions = {},
): Promise<Outcome<SearchView>> {
  const began = performance.now();
  const answer = await answerTo(resources, actor, query, options);
  const passed = performance.now() - began;
  const { wait = waitFor } = resources.search ?? {};
  await wait(Math.ceil(passed / GRID_MS) * GRID_MS - passed, passed);
  return answer;
}

async function answerTo(
  resources: Resources,
  actor: Actor,
  typed: string,
  { kinds = FOUND_KINDS, most = USUAL }: FindOptions,
): Promise<Outcome<SearchView>> {
  const query = parseSearchQuery(typed);
  const none = { query: query.text, groups: [], meant: null };
  if (!resources.search) return done({ ...none, isBuilding: true });
  if (query.phrases.length === 0) return done({ ...none, isBuilding: false });
  const index = await resources.search.index();
  const built = await index.mark(MARKS.built);
  const isBuilding = !built.ok || built.value === null;
  const looking: Inquiry = {
    resources,
    actor,
    index,
    query,
    scopes: await scopesOf(resources.database.client, actor),
    sources: new Map(searchSources(resources.search.help).map((source) => [source.name, source])),
    kinds: FOUND_KINDS.filter((kind) => kinds.includes(kind) && SOURCES_OF[kind].length > 0),
    most: Math.max(1, Math.min(most, MOST_OF_KIND)),
    left: { ...MOST_ANEW },
  };
  let found = await look(looking);
  // Changes of a moment ago are brought into the index, and looked for once more.
  while (found.ok && (await readAnew(looking, found.value))) found = await look(looking);
  if (!found.ok) {
    // It was thrown away this moment, and is filled anew.
    if (found.refusal.code === "damaged") return done({ ...none, isBuilding: true });
    return refuse("unavailable", found.refusal.code === "busy" ? BUSY : NO_ANSWER);
  }
  const groups: FoundGroup[] = [];
  for (const ofKind of found.value) {
    const group = await groupOf(looking, ofKind);
    if (group.items.length > 0) groups.push(group);
  }
  return done({
    ...none,
    groups,
    meant: groups.length === 0 ? await otherSpelling(looking) : null,
    isBuilding,
  });
}

const BUSY =
  "Too many people are searching at this moment. Try again in a minute; nothing was changed.";
const NO_ANSWER =
  "The search has no answer at this moment. Try again in a minute; if it lasts, tell whoever runs this workspace. Nothing was changed.";

interface Inquiry {
  readonly resources: Resources;
  readonly actor: Actor;
  readonly index: SearchIndex;
  readonly query: SearchQuery;
  readonly scopes: readonly string[];
  readonly sources: ReadonlyMap<SearchSourceName, SearchSource>;
  readonly kinds: readonly FoundKind[];
  readonly most: number;
  /** Of MOST_ANEW. */
  readonly left: { things: number; drafts: number; times: number };
}

/** Hits of a kind: those that stand as indexed, and those that do not. */
interface FoundOfKind {
  readonly kind: FoundKind;
  readonly current: readonly IndexHit[];
  /** Of things that are still the reader's to see. */
  readonly changed: readonly IndexHit[];
  /** Of things that are gone, or another's to see. */
  readonly gone: readonly IndexHit[];
  /** Whether there is more than was asked for; never told of what may be gone. */
  readonly hasMore: boolean;
}

async function look(looking: Inquiry): Promise<Outcome<readonly FoundOfKind[], IndexRefusal>> {
  const { index, query, scopes, kinds, most } = looking;
  const lists = kinds.flatMap((kind) => SOURCES_OF[kind].map((sources) => ({ kind, sources })));
  const groups = lists.map(({ sources }) => ({ sources, limit: most + SPARE }));
  const found = await index.find(query, { scopes, groups });
  if (!found.ok) return found;
  const answers: IndexHits[] = [];
  for (const [at, answer] of found.value.entries()) {
    const isOfVersions = lists[at]?.sources.includes("version") === true;
    answers.push(isOfVersions ? await withOtherPapers(looking, answer) : answer);
  }
  const standing = await standingOf(
    looking,
    answers.flatMap(({ hits }) => hits),
  );
  const all = lists.map(({ kind }, at) => {
    const { hits, hasMore } = answers[at] ?? { hits: [], hasMore: false };
    const there = hits.flatMap((hit) => {
      const now = standing.get(keyOf(hit));
      return now === undefined ? [] : [{ hit, now }];
    });
    const isCurrentHit = ({ hit, now }: (typeof there)[number]) =>
      now.scope === hit.entry.scope && isCurrent(hit.entry.stamp, now.stamp);
    const current = there.filter(isCurrentHit).map(({ hit }) => hit);
    const changed = there.filter((one) => !isCurrentHit(one)).map(({ hit }) => hit);
    // It is as if it had never been there.
    const gone = hits.filter((hit) => !standing.has(keyOf(hit)));
    return { kind, current, changed, gone, hasMore: hasMore && current.length === hits.length };
  });
  const ofKinds = kinds.map((kind) => {
    const own = all.filter((list) => list.kind === kind);
    return {
      kind,
      current: own.flatMap(({ current }) => current),
      changed: own.flatMap(({ changed }) => changed),
      gone: own.flatMap(({ gone }) => gone),
      hasMore: own.some(({ hasMore }) => hasMore),
    };
  });
  return { ok: true, value: ofKinds };
}

/** Versions of one paper leave others' room: more are asked for until there are enough papers. */
async function withOtherPapers(
  { index, query, scopes, most }: Inquiry,
  first: IndexHits,
): Promise<IndexHits> {
  const sources = ["version"] as const;
  let { hits, hasMore } = first;
  for (let times = 0; times < ASKED_ON.times && hasMore; times += 1) {
    if (onePerPaper(hits, query).length > most) break;
    const group = { sources, limit: ASKED_ON.hits, skip: hits.length };
    const more = await index.find(query, { scopes, groups: [group] });
    const [answer] = more.ok ? more.value : [];
    if (!answer) break;
    hits = [...hits, ...answer.hits];
    hasMore = answer.hasMore;
  }
  return { hits, hasMore };
}

const keyOf = ({ entry }: IndexHit) => `${entry.source} ${entry.id}`;

/** Things hit, as they stand now, within the reader's scopes. */
async function standingOf({ resources, scopes, sources }: Inquiry, hits: readonly IndexHit[]) {
  const mine = new Set(scopes);
  const found = new Map<string, { readonly scope: string; readonly stamp: string }>();
  for (const [name, ids] of bySource(hits)) {
    const standing = (await sources.get(name)?.standing(resources, { ids })) ?? [];
    for (const { id, scope, stamp } of standing) {
      if (mine.has(scope)) found.set(`${name} ${id}`, { scope, stamp });
    }
  }
  return found;
}

function bySource(hits: readonly IndexHit[]): ReadonlyMap<SearchSourceName, string[]> {
  const found = new Map<SearchSourceName, string[]>();
  for (const { entry } of hits) {
    const ids = found.get(entry.source);
    if (ids) ids.push(entry.id);
    else found.set(entry.source, [entry.id]);
  }
  return found;
}

/** Whether anything was brought up to date. */
async function readAnew(looking: Inquiry, found: readonly FoundOfKind[]): Promise<boolean> {
  const { resources, index, sources, left } = looking;
  if (left.times === 0) return false;
  left.times -= 1;
  const changed = found.flatMap((group) => group.changed).slice(0, left.things);
  left.things -= changed.length;
  const some = changed.filter(({ entry }) => {
    const isLong = sources.get(entry.source)?.atOnce === 1;
    if (isLong) left.drafts -= 1;
    return !isLong || left.drafts >= 0;
  });
  // Gone hits hide what stands behind them.
  const stale = [...some, ...found.flatMap((group) => group.gone)];
  try {
    for (const [name, ids] of bySource(stale)) {
      const source = sources.get(name);
      if (source) await bringUpToDate({ resources, index, source }, ids);
    }
  } catch (error) {
    // The feed tries again; what stands as it was indexed is found meanwhile.
    if (error instanceof IndexProblem) return false;
    throw error;
  }
  return stale.length > 0;
}

async function groupOf(
  { resources, actor, query, sources, most }: Inquiry,
  { kind, current, hasMore }: FoundOfKind,
): Promise<FoundGroup> {
  const hits = kind === "document" ? onePerPaper(current, query) : current;
  const shown = hits.slice(0, most);
  const places = new Map<string, HitPlace>();
  for (const [name, ids] of bySource(shown)) {
    const of = shown.filter(({ entry }) => entry.source === name && ids.includes(entry.id));
    const placed = of.map((hit) => ({
      id: hit.entry.id,
      data: hit.entry.data,
      at: hit.at,
      shown: hit.shown,
    }));
    const found = (await sources.get(name)?.places(resources, placed, actor)) ?? [];
    for (const [id, place] of found) places.set(`${name} ${id}`, place);
  }
  const items = shown.flatMap((hit): FoundItem[] => {
    const place = places.get(keyOf(hit));
    if (!place) return [];
    const { source, id, at } = hit.entry;
    const { title, where, path, isPrivate = false } = place;
    return [
      {
        kind,
        id: `${source}:${id}`,
        title,
        where,
        path,
        excerpt: isPrivate ? [] : hit.excerpt,
        at: source === "help" ? null : at.toISOString(),
      },
    ];
  });
  return { kind, items, hasMore: hasMore || hits.length > most };
}

/** Another spelling that finds what stands now: the index may know a title that was changed since. */
async function otherSpelling(looking: Inquiry): Promise<string | null> {
  const { index, query, scopes, kinds } = looking;
  const sources = kinds.flatMap((kind) => SOURCES_OF[kind].flat());
  const left = { ...MOST_ANEW };
  for (;;) {
    const meant = await index.meant(query, { scopes, sources });
    if (!meant.ok || meant.value === null) return null;
    const other = { ...looking, query: parseSearchQuery(meant.value), left };
    const found = await look(other);
    if (!found.ok) return null;
    if (found.value.some(({ current }) => current.length > 0)) return meant.value;
    if (!(await readAnew(other, found.value))) return null;
  }
}

const waitFor = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
