import * as z from "zod";
import { namesOf, watchListForm } from "#app/domain/forms/watch-list.ts";
import type { Actor } from "#app/domain/actor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { matterFor, matterTo } from "#server/services/matters/load.ts";
import type { MatterName } from "#server/services/dockets/views.ts";
import type { Resources } from "#server/services/resources.ts";

/** The names that a matter watches for, for those who may read them. */
interface WatchListView {
  readonly matter: MatterName;
  /** In the order in which they were typed; null where they can't be read with this server's key. */
  readonly names: readonly string[] | null;
  readonly revision: number;
}

const stored = z.array(z.string());

type Sealed = Pick<Resources, "database" | "encryption">;

interface SealedList {
  readonly count: number;
  /** Null for an empty list. */
  readonly sealed: string | null;
  /** Whether it takes the place of one that can't be read. */
  readonly isReplaced: boolean;
}

/** The list, for the matter's staff and drafters; for everybody else as if there was none (L68). */
export async function showWatchList(
  resources: Resources,
  actor: Actor,
  slug: string,
): Promise<Outcome<WatchListView>> {
  const { client } = resources.database;
  const found = await matterFor(client, actor, "matter.watch-names", slug);
  if (!found.ok) return found;
  const { id, title } = found.value.row;
  const row = await client.watchList.findUnique({ where: { matterId: id } });
  return done({
    matter: { slug, title },
    names: row ? opened(resources, row) : [],
    revision: row?.revision ?? 0,
  });
}

/**
 * Replaces the list. It is sealed with the server's key; the line in the record has the number of
 * names alone, and whether the one before could not be read: that one is replaced knowingly, and not
 * by an empty list, which would open what it keeps shut. Refuses `stale` where somebody changed it
 * meanwhile.
 */
export const editWatchList = command({
  on: matterTo("matter.watch-names"),
  form: watchListForm,
  async prepare({ resources, found: { row }, form }): Promise<Outcome<SealedList>> {
    const read = namesOf(form.names);
    if ("wrong" in read) return refuse("bad-input", undefined, { names: read.wrong });
    const { names } = read;
    const before = await resources.database.client.watchList.findUnique({
      where: { matterId: row.id },
    });
    if ((before?.revision ?? 0) !== form.revision) return refuse("stale", CHANGED);
    const isReplaced = before !== null && opened(resources, before) === null;
    if (isReplaced && names.length === 0) return refuse("bad-input", undefined, { names: UNREAD });
    if (isReplaced && !form.replaces) return refuse("bad-input", undefined, { replaces: TICK });
    if (names.length === 0) return done({ count: 0, sealed: null, isReplaced });
    const sealed = sealedNames(resources, row.id, names);
    return sealed.ok ? done({ count: names.length, sealed: sealed.value, isReplaced }) : sealed;
  },
  async run({ tx, found: { row }, form, prepared: { count, sealed, isReplaced }, record }) {
    const matterId = row.id;
    const before = await tx.watchList.findUnique({ where: { matterId } });
    if ((before?.revision ?? 0) !== form.revision) return refuse("stale", CHANGED);
    if (sealed === null && !before) return done();
    const revision = form.revision + 1;
    // An empty list keeps its row, so that a revision never comes back.
    const words = { sealed: sealed ?? "", revision };
    await tx.watchList.upsert({
      where: { matterId },
      create: { matterId, ...words },
      update: words,
    });
    await record({
      type: "matter.watch-list-changed",
      details: { names: count, ...(isReplaced ? { replacedUnread: true } : {}) },
    });
    return done();
  },
});

const CHANGED =
  "Somebody else changed the list since you opened it, so yours was not saved. Copy what you typed, load the page again, and add it there.";

const UNREAD =
  "Nothing was saved: the list that is stored can’t be read, and an empty one would end the search for its names. Write them anew, or ask whoever runs the server to put its key back.";

const TICK = "Confirm that the list that can’t be read is to be replaced.";

/** The names that the matter watches for, to search for. Refuses where they can't be read. */
export async function watchedNamesOf(
  resources: Sealed,
  matterId: string,
): Promise<Outcome<readonly string[]>> {
  const row = await resources.database.client.watchList.findUnique({ where: { matterId } });
  const names = row ? opened(resources, row) : [];
  return names === null ? refuse("unavailable", LOST) : done(names);
}

/** The same for the matter of a document. */
export async function watchedNamesForDocument(
  resources: Sealed,
  documentId: string,
): Promise<Outcome<readonly string[]>> {
  const { matterId } = await resources.database.client.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { matterId: true },
  });
  return watchedNamesOf(resources, matterId);
}

/** Nothing is handed out unlooked: who put names on the list relies on it. */
const LOST =
  "This matter watches for names that can’t be read with this server’s key, so nobody can look for them, and nothing is handed out, filed or published. Staff or a drafter of the matter writes the list anew under “Names to watch for”, or whoever runs the server puts its key back.";

/** The names as a matter keeps them, sealed for it alone. */
export function sealedNames(
  { encryption }: Pick<Resources, "encryption">,
  matterId: string,
  names: readonly string[],
): Outcome<string> {
  return encryption.seal(JSON.stringify(names), placeOf(matterId));
}

function opened(
  { encryption }: Pick<Resources, "encryption">,
  { matterId, sealed }: { readonly matterId: string; readonly sealed: string },
): readonly string[] | null {
  if (sealed === "") return [];
  const words = encryption.open(sealed, placeOf(matterId));
  return words === null ? null : stored.parse(JSON.parse(words));
}

function placeOf(matterId: string): string {
  return `watch list of ${matterId}`;
}
