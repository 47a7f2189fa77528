import {
  deleteRecoverableEdits,
  loadRecoverableEdits,
  recoveryDatabase,
} from "#app/editor/recovery/recovery-store.ts";
import { suggestionDatabase, suggestionDevice } from "#app/editor/suggest/device-suggestion.ts";
import {
  allWaiting,
  documentsWithThreads,
  forgetAnswers,
  forgetThreads,
  threadsDatabase,
} from "#app/editor/threads/device-threads.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import { COPY, deleteCopy, deleteDatabase, keptCopies, keysOf, UNSAVED } from "./device-copies.ts";
import { unsavedDrafts } from "./unsaved-drafts.ts";
import { reportUnlessRefused } from "#app/ui/report-unless-refused.ts";
import { unreachable } from "#app/ui/unreachable.ts";

/** Why somebody's drafts are no longer open at a browser. */
export type DeviceEvent = "sign-out" | "session-ended" | "another-person" | "access-lost";

/** "closed" stays on the device, and is shown to nobody until its writer has signed in again. */
type Fate = "goes" | "closed";

/**
 * The things of one person that stay on a device, and those that go (R5): pages as the server sent them, what the server
 * has (copies of texts, comments as they were loaded), and what only this device has (edits, comments and
 * suggestions that were not sent, words beside a draft). The only place that says so.
 */
const WHAT_STAYS: Readonly<
  Record<DeviceEvent, Readonly<Record<"pages" | "saved" | "unsaved", Fate>>>
> = {
  /** Here, by their own form, which asks first where something is unsaved; with all devices, too. */
  "sign-out": { pages: "goes", saved: "goes", unsaved: "goes" },
  /** It ran out, or was ended at another device (4401). */
  "session-ended": { pages: "closed", saved: "closed", unsaved: "closed" },
  /** Somebody else signed in at this browser. */
  "another-person": { pages: "goes", saved: "goes", unsaved: "closed" },
  /** They no longer take part in the draft's matter (4404): all of that draft. */
  "access-lost": { pages: "goes", saved: "goes", unsaved: "goes" },
};

/** Does what WHAT_STAYS says. `documentId` is the draft that it is about; null for all of them. */
export async function leaveDevice(
  userId: string,
  event: DeviceEvent,
  documentId: string | null = null,
): Promise<void> {
  const { pages, saved, unsaved } = WHAT_STAYS[event];
  if (pages === "goes") await forgetPages(userId, documentId);
  const owner = ownerHere();
  // The worker may know the owner before a page does, which asks the server first.
  if (documentId === null && (owner === null || owner === userId)) await setOwner(null);
  if (saved === "closed") return;
  if (documentId !== null) await forgetDraft(userId, documentId);
  else if (unsaved === "goes") await forgetAll(userId);
  else await forgetSaved(userId);
}

/** Deletes what the server has, and leaves what it has not. */
async function forgetSaved(userId: string): Promise<void> {
  const copies = keptCopies(localStorage, userId);
  const [kept, gone] = [copies.filter(hasUnsaved), copies.filter((copy) => !hasUnsaved(copy))];
  await Promise.all(gone.map((copy) => deleteCopy(copy)));
  await forgetUnlisted(userId);
  await forgetAnswers(userId);
  const left = [
    [recoveryDatabase(userId), (await loadRecoverableEdits(userId)).length],
    [threadsDatabase(userId), (await allWaiting(userId)).length],
    [suggestionDatabase(userId), (await suggestionDevice(userId).documents()).length],
  ] as const;
  for (const [name, count] of left) {
    if (count === 0) await deleteDatabase(globalThis.indexedDB, name);
  }
  const isNothing = kept.length === 0 && left.every(([, count]) => count === 0);
  if (isNothing) localStorage.removeItem(PERSON + userId);
}

const hasUnsaved = ({ unsaved }: { readonly unsaved: number }) => unsaved > 0;

/** Copies without an entry, where the browser can list its databases. */
async function forgetUnlisted(userId: string): Promise<void> {
  for (const name of await databases()) {
    const isTheirs = name.startsWith(`${COPY}${userId}/`);
    if (isTheirs && localStorage.getItem(name) === null) {
      await deleteDatabase(globalThis.indexedDB, name);
    }
  }
}

async function forgetAll(userId: string): Promise<void> {
  const copies = keptCopies(localStorage, userId);
  await Promise.all(copies.map((copy) => deleteCopy(copy)));
  await forgetUnlisted(userId);
  for (const key of keysOf(localStorage)) {
    if (key.startsWith(`${UNSAVED}${userId}/`)) localStorage.removeItem(key);
  }
  await deleteDatabase(globalThis.indexedDB, recoveryDatabase(userId));
  await deleteDatabase(globalThis.indexedDB, threadsDatabase(userId));
  await deleteDatabase(globalThis.indexedDB, suggestionDatabase(userId));
  localStorage.removeItem(PERSON + userId);
}

/** Of one draft: copies of every generation, and what was said, suggested and kept beside it. */
async function forgetDraft(userId: string, documentId: string): Promise<void> {
  const mine = keptCopies(localStorage, userId).filter((copy) => copy.documentId === documentId);
  await Promise.all(mine.map((copy) => deleteCopy(copy)));
  for (const edits of await loadRecoverableEdits(userId)) {
    if (edits.documentId === documentId) await deleteRecoverableEdits(userId, edits.id);
  }
  await forgetThreads(userId, documentId);
  await suggestionDevice(userId).drop(documentId);
}

/** The drafts of which this device keeps something of the person's. */
async function documentsHere(userId: string): Promise<ReadonlySet<string>> {
  // A page of a version keeps its comments, and no copy of a draft.
  return new Set([
    ...keptCopies(localStorage, userId).map(({ documentId }) => documentId),
    ...(await documentsWithThreads(userId)),
    ...(await suggestionDevice(userId).documents()),
  ]);
}

/** The given name under which a person's changes are announced while nobody is signed in. */
const PERSON = "desk-person/";

/** Everybody else of whom something is here. */
async function othersHere(userId: string | null): Promise<readonly string[]> {
  const names = [...keysOf(localStorage), ...(await databases()), ...(await cacheNames())];
  const found = names.flatMap((name) => /^desk-[a-z]+\/([^/]+)/u.exec(name)?.[1] ?? []);
  return [...new Set(found)].filter((each) => each !== userId);
}

/**
 * Takes the device for somebody who is signed in: what is here of others is closed or deleted, and so are
 * the copies of drafts that this person may no longer open (R5). Each page calls it when loaded online.
 * The server is asked who is signed in, which may be somebody else meanwhile, and what they may open.
 * Without its answer nothing is deleted, nor what was opened, perhaps in another window, after the question.
 * Answers whether the device is theirs now.
 */
export async function takeDevice(
  userId: string,
  name: string,
  reload = () => location.reload(),
): Promise<boolean> {
  try {
    const [here, others] = [await documentsHere(userId), await othersHere(userId)];
    if (here.size === 0 && others.length === 0 && ownerHere() === userId) return true;
    const headers = { Accept: "application/json" };
    const before = timesClosed;
    const answer = await fetch("/account/drafts", { headers }).catch(unreachable);
    if (!answer.ok || answer.redirected || before !== timesClosed) return false;
    const person = answer.headers.get(PERSON_HEADER);
    // A page of somebody who sat here before: it goes.
    if (person !== null && person !== userId) reload();
    if (person !== userId) return false;
    await setOwner(userId);
    localStorage.setItem(PERSON + userId, givenName(name));
    for (const other of others) await leaveDevice(other, "another-person");
    const openable: unknown = await answer.json().catch(unreachable);
    if (!Array.isArray(openable)) return false;
    const may = new Set(openable.map(String));
    const gone = [...here].filter((documentId) => !may.has(documentId));
    await Promise.all(gone.map((documentId) => leaveDevice(userId, "access-lost", documentId)));
    return true;
  } catch (error) {
    // Storage that the browser refuses keeps nothing of anybody; else the next page asks again.
    reportUnlessRefused(error);
    return false;
  }
}

function givenName(name: string): string {
  return name.trim().split(/\s/u, 1)[0] ?? "";
}

/** Somebody whose changes are only on this device. */
interface UnsavedPerson {
  readonly givenName: string;
  readonly changes: number;
}

/**
 * The people whose changes wait on this device, for the page on which somebody signs in: so much that they come back
 * for them, and neither titles nor words.
 */
export async function unsavedPeople(): Promise<readonly UnsavedPerson[]> {
  const people: UnsavedPerson[] = [];
  for (const userId of await othersHere(null)) {
    const name = localStorage.getItem(PERSON + userId);
    const changes = (await unsavedDrafts(userId)).reduce((sum, draft) => sum + draft.changes, 0);
    if (changes > 0) people.push({ givenName: name ?? "Somebody", changes });
  }
  return people;
}

const OWNER = "desk-owner";

/** The person whose device it is now, as far as its pages know. */
function ownerHere(): string | null {
  return localStorage.getItem(OWNER);
}

/** How often this page closed the device: what the server answered before that is too old to take it. */
let timesClosed = 0;

/** The same for public/desk-worker.js, which can't read localStorage, and shows no page but the owner's. */
async function setOwner(userId: string | null): Promise<void> {
  if (userId === null) {
    timesClosed += 1;
    localStorage.removeItem(OWNER);
  } else if (ownerHere() !== userId) localStorage.setItem(OWNER, userId);
  if (!("caches" in globalThis)) return;
  if (userId === null) {
    await caches.delete(OWNER);
    // For somebody before, it may be caching a page still.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    (navigator as Partial<Navigator>).serviceWorker?.controller?.postMessage({ nobody: true });
  } else await (await caches.open(OWNER)).put(`/${OWNER}`, new Response(userId));
}

/**
 * Whoever is at a page on which one signs in has not said who they are: nobody's pages are shown until
 * `takeDevice`. The worker closes them as one goes there, when the page before it may still take the device.
 */
export function closeDevice(): Promise<void> {
  return setOwner(null);
}

/**
 * Calls back once somebody else takes the device, in another window or while this page was put by: it has
 * to go then. Returns a function that stops.
 */
export function onTaken(userId: string, act: () => void): () => void {
  const look = ({ persisted = true }: Partial<PageTransitionEvent> = {}) => {
    // A page that was loaded asks the server by `takeDevice` whose it is; one that was put by can't.
    if (!persisted) return;
    const owner = ownerHere();
    if (owner !== null && owner !== userId) act();
  };
  const onStorage = ({ key }: StorageEvent) => {
    if (key === OWNER) look();
  };
  window.addEventListener("storage", onStorage);
  window.addEventListener("pageshow", look);
  return () => {
    window.removeEventListener("storage", onStorage);
    window.removeEventListener("pageshow", look);
  };
}

/** The caches in which public/desk-worker.js keeps pages of the desk for offline reloads. */
const PAGES_CACHE = "desk-pages/";

async function forgetPages(userId: string, documentId: string | null): Promise<void> {
  if (!("caches" in globalThis)) return;
  if (documentId === null) {
    await caches.delete(PAGES_CACHE + userId);
    return;
  }
  const cache = await caches.open(PAGES_CACHE + userId);
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname === `/documents/${documentId}`) await cache.delete(request);
  }
}

async function cacheNames(): Promise<readonly string[]> {
  return "caches" in globalThis ? caches.keys() : [];
}

async function databases(): Promise<readonly string[]> {
  // A browser that refuses storage has none.
  const listed = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
  return listed.flatMap(({ name }) => name ?? []);
}
