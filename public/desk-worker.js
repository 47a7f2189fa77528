// Lets the desk be reloaded without a connection: it keeps the pages of drafts that this person has
// opened, and the hashed assets that they need. Everything else goes to the network untouched. The
// words themselves are not here: they lie in the page's own database (app/editor/session/device-copies.ts).
// A page is shown to its own person alone: to the one who was last known to be signed in here. What stays
// and what goes is told in app/editor/session/device-people.ts, which writes the owner too.

const PAGES = "desk-pages/";
const OWNER = "desk-owner";
/** Says whose session an answer was given to (app/protocol/person-header.ts). */
const PERSON_HEADER = "Desk-Person";
const ASSETS = "desk-assets";
/** Beside each page, under its address with this behind it, the list of assets that it needs. */
const NEEDED = "?needed";
/** Milliseconds that a page may take from the network before the kept one is shown. */
const PATIENCE_MS = 5_000;

self.addEventListener("install", (event) => {
  // What a page sends while it is left does not wait for this worker, and is not lost with it.
  const direct = { condition: { requestMethod: "POST" }, source: "network" };
  if (event.addRoutes) event.waitUntil(event.addRoutes(direct).catch(() => undefined));
  self.skipWaiting();
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The pages that were shown from here since this worker started, by the ids of their clients. */
const shownFromHere = new Set();

self.addEventListener("message", (event) => {
  const { keep, also, asks, nobody, userId, assets } = event.data ?? {};
  if (nobody === true) event.waitUntil(setOwner(null));
  if (asks === "from-here")
    event.ports[0]?.postMessage({ kept: shownFromHere.has(event.source?.id) });
  if (typeof also === "string" && Array.isArray(assets)) {
    event.waitUntil(inTurn(() => keepAlso(also, assets)));
  }
  if (typeof keep === "string" && typeof userId === "string" && Array.isArray(assets)) {
    const asked = ownerChanges;
    event.waitUntil(
      answer(
        event.ports[0],
        inTurn(() => keepPage(keep, userId, assets, asked)),
      ),
    );
  }
});

/** Tells the page whether it is kept. */
async function answer(port, kept) {
  port?.postMessage({ kept: await kept.catch(() => false) });
}

let turn = Promise.resolve();

/** One after the other, whatever became of the one before. */
function inTurn(keep) {
  turn = turn.then(keep, keep);
  return turn;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (request.mode !== "navigate") return;
  else if (isDesk(url)) event.respondWith(page(event, url.pathname));
  // Here people change: until a page says who is signed in, nobody is.
  else if (/^\/(?:login$|invitations\/)/.test(url.pathname)) event.waitUntil(setOwner(null));
});

function isDesk(url) {
  return /^\/documents\/[^/]+$/.test(url.pathname);
}

/** Hashed assets never change: from here if they are here. */
async function asset(request) {
  const kept = await (await caches.open(ASSETS)).match(request);
  return kept ?? fetch(request);
}

/** The network's page; the kept one where there is no network, or none in time. */
async function page(event, path) {
  const asked = ownerChanges;
  const fromNetwork = fetch(event.request).then(async (response) => {
    if (asked === ownerChanges) await noteOwner(response);
    // No longer theirs, or never was: what is kept of it goes too.
    if (response.status === 404) await forget(path);
    return response;
  });
  const inTime = await Promise.race([
    fromNetwork.catch(() => null),
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null)),
  ]);
  if (inTime) return inTime;
  const kept = await keptPage(path);
  if (!kept) return fromNetwork;
  event.waitUntil(fromNetwork.catch(() => null));
  shownFromHere.add(event.resultingClientId);
  return kept;
}

async function keptPage(path) {
  const owner = await ownerHere();
  if (!owner) return null;
  const kept = await (await caches.open(PAGES + owner)).match(path);
  return kept?.headers.get(PERSON_HEADER) === owner ? kept : null;
}

/** The number of times that the owner was set since this worker started, and the last of them. */
let ownerChanges = 0;
let ownerSet = Promise.resolve();

/** Whom the device belongs to, once what is being set of it is set. */
async function ownerHere() {
  await ownerSet;
  const owner = await (await caches.open(OWNER)).match("/" + OWNER);
  return owner ? owner.text() : null;
}

function setOwner(userId) {
  ownerChanges += 1;
  const set = () => writeOwner(userId);
  ownerSet = ownerSet.then(set, set);
  return ownerSet;
}

/** Pages of everybody else go; null leaves them closed. */
async function writeOwner(userId) {
  if (userId === null) return caches.delete(OWNER);
  for (const name of await pageCaches()) if (name !== PAGES + userId) await caches.delete(name);
  await (await caches.open(OWNER)).put("/" + OWNER, new Response(userId));
}

/** Whom the server answered: somebody else than before, or nobody, whom it leads to the sign-in page. */
async function noteOwner(response) {
  const person = response.headers.get(PERSON_HEADER);
  if (response.type === "opaqueredirect") await setOwner(null);
  else if (person && person !== (await ownerHere())) await setOwner(person);
}

/** Keeps a page for one person, if the server gave it to them: another window may have changed hands. */
async function keepPage(path, userId, assets, asked) {
  const own = PAGES + userId;
  const response = await fetch(path, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return false;
  if (response.headers.get(PERSON_HEADER) !== userId) return false;
  // Somebody has opened the sign-in page meanwhile, or signed in.
  if (asked !== ownerChanges && (await ownerHere()) !== userId) return false;
  await setOwner(userId);
  const inPage = (await response.clone().text()).match(/\/assets\/[\w.~-]+/g) ?? [];
  const needed = [...new Set([...assets, ...inPage])];
  const [pages, files] = await Promise.all([caches.open(own), caches.open(ASSETS)]);
  // Its assets first: a page that is kept without them would not wake up.
  await Promise.all(needed.map(async (file) => (await files.match(file)) || files.add(file)));
  await pages.put(path, response);
  await pages.put(path + NEEDED, Response.json(needed));
  await tidy(pages, files);
  return true;
}

/** Adds assets to those of a page that is kept already. */
async function keepAlso(path, assets) {
  const owner = await ownerHere();
  if (!owner) return;
  const pages = await caches.open(PAGES + owner);
  const list = await pages.match(path + NEEDED);
  if (!list) return;
  const needed = [...new Set([...(await list.json()), ...assets])];
  const files = await caches.open(ASSETS);
  await Promise.all(needed.map(async (file) => (await files.match(file)) || files.add(file)));
  await pages.put(path + NEEDED, Response.json(needed));
}

/** Assets of earlier builds go once no kept page needs them. */
async function tidy(pages, files) {
  const needed = new Set();
  for (const request of await pages.keys()) {
    if (!request.url.endsWith(NEEDED)) continue;
    for (const file of await (await pages.match(request)).json()) needed.add(file);
  }
  for (const request of await files.keys()) {
    if (!needed.has(new URL(request.url).pathname)) await files.delete(request);
  }
}

async function forget(path) {
  for (const name of await pageCaches()) {
    await (await caches.open(name)).delete(path, { ignoreSearch: true });
  }
}

async function pageCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(PAGES));
}
