// `npm run bench:opening`: what passes from the navigation until a long draft takes a key, in Chromium with
// the production build (`npm run build` first). The draft has 150 pages with 600 numbers, 150 footnotes and
// 100 references. Loads of all checkouts are interleaved; medians and the quartiles are printed.
//   tsx tests/bench/opening.ts [folder …]   these checkouts, each with its own build; default: this one
//   ROUNDS=9    loads of each
//   PAGES=150   of the draft
//   LINE_MS=50  a line that delays all bytes by so much, each way
//   CPU=6       a processor that is so many times slower
//   VISIT=2     the second visit of a browser: warm cache, and the draft on the device
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type Page,
} from "@playwright/test";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { startFlags } from "#server/cli/start-flags.ts";
import { withDraft } from "#tests/e2e/support/draft-by-socket.ts";
import { longDraft } from "#tests/e2e/support/long-draft.ts";
import { Person } from "#tests/e2e/support/people.ts";
import { makeSeededFolder, TestServer } from "#tests/e2e/support/server.ts";
import { CHROMIUM_FLAGS, chromium } from "#tests/support/chromium.ts";
import { serveBuilt } from "./serve-built.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folders = process.argv.length > 2 ? process.argv.slice(2) : [root];
const rounds = Number(process.env["ROUNDS"] ?? 9);
const pages = Number(process.env["PAGES"] ?? 150);
const lineMs = Number(process.env["LINE_MS"] ?? 0);
const slower = Number(process.env["CPU"] ?? 1);
const visit = Number(process.env["VISIT"] ?? 1);
const EMAIL = "council.drafter@example.org";
/** How often a key is pressed until one is taken. */
const KEY_MS = 25;
const LIMIT_MS = 120_000;

/** Milliseconds after the navigation began, but for the last four, which are of the main thread. */
const MARKS = [
  ["first byte", "byte"],
  ["readable", "readable"],
  ["hydrated", "hydrated"],
  ["draft there", "draft"],
  ["editable", "editable"],
  ["first key taken", "key"],
  ["work until editable", "TaskDuration"],
  ["script", "ScriptDuration"],
  ["layout", "LayoutDuration"],
  ["style", "RecalcStyleDuration"],
] as const;
type Mark = (typeof MARKS)[number][1];
type Loaded = Readonly<Record<Mark, number>>;

declare global {
  interface Window {
    /** Set by watch-opening.js. */
    openingMarks: Record<string, number>;
  }
}

const STEMS =
  "the agency said that its search of records for custody would take more days than".split(" ");

/** Words of a small closed set, none of which has an "x"; the same ones for the same place. */
function wordsOf(place: number): string {
  const words = Array.from({ length: 80 }, (_, at) => STEMS[(place * 7 + at * 5) % STEMS.length]);
  return `${words.join(" ")}.`;
}

/** Five paragraphs a page: four of five are numbered, every fifth has a note, two of fifteen a reference. */
function fill(text: Y.XmlText): void {
  text.doc?.transact(() => {
    text.delete(0, text.length);
    const delta = Array.from({ length: pages * 5 }, (_, place) => {
      const marker = new Y.XmlElement("block");
      marker.setAttribute("id", `bench-${place}`);
      marker.setAttribute("kind", isNumbered(place) ? "numbered" : "body");
      // Levels are numbers, which the types of attributes have no room for.
      marker.setAttribute("level", 1 as unknown as string);
      return [marker, wordsOf(place), ...behind(place), "\u2029"];
    }).flat();
    text.applyDelta(delta.map((insert) => ({ insert })));
  });
}

const isNumbered = (place: number) => place % 5 !== 4;

function behind(place: number): (Y.XmlText | Y.XmlElement)[] {
  const more: (Y.XmlText | Y.XmlElement)[] = [];
  if (place % 5 === 0) {
    const note = new Y.XmlText(`See the record of ${place}, cited above, and what follows.`);
    note.setAttribute("id", `note-${place}`);
    more.push(note);
  }
  if (place % 15 === 1 || place % 15 === 8) {
    const reference = new Y.XmlElement("crossReference");
    const named = (place * 7) % (pages * 5);
    const target = isNumbered(named) ? named : named - 1;
    reference.setAttribute("targets", [`bench-${target}`] as unknown as string);
    more.push(reference);
  }
  return more;
}

async function signedIn(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const answer = await context.request.post(`${url}/login`, {
    form: { email: EMAIL, password: DEMO_PASSWORD },
    maxRedirects: 0,
  });
  if (!answer.headers()["set-cookie"]) throw new Error(`not signed in: ${answer.status()}`);
  return context;
}

/** A data folder with the demo matter and the long draft; the draft's address. */
async function prepare(browser: Browser): Promise<{ folder: string; address: string }> {
  const folder = makeSeededFolder();
  process.env["SEEDED_FOLDER"] = folder;
  const server = new TestServer();
  try {
    await server.start();
    const person = await Person.signIn(browser, server.url, EMAIL);
    const id = await longDraft(person, 1);
    await withDraft(person, id, fill);
    await person.page.context().close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    cpSync(server.dataDir, folder, { recursive: true });
    return { folder, address: `/documents/${id}` };
  } finally {
    await server.remove();
  }
}

interface Served {
  readonly name: string;
  readonly url: string;
  stop(): void;
}

async function serve(folder: string, data: string): Promise<Served> {
  const cwd = path.resolve(folder);
  const own = mkdtempSync(path.join(tmpdir(), "bench-opening-"));
  cpSync(data, own, { recursive: true });
  // The address that a browser asks is that of the line, where there is one.
  const line = await openLine();
  const command = [...startFlags(cwd), path.join(cwd, "build/process/index.js")];
  const { child, url } = await serveBuilt(command, cwd, {
    DATA_DIR: own,
    SIGN_IN_TRIES_PER_ADDRESS: "5000",
    ...(line ? { APP_URL: line.url } : {}),
  });
  const { port } = new URL(url);
  line?.to(Number(port));
  return {
    name: path.basename(cwd),
    url: line?.url ?? `http://127.0.0.1:${port}`,
    stop() {
      line?.close();
      child.kill("SIGKILL");
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** A line that delays every byte; null where none was asked for. */
async function openLine() {
  if (lineMs === 0) return null;
  let port = 0;
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("data", (bytes) => setTimeout(() => to.write(bytes), lineMs));
      from.on("close", () => setTimeout(() => to.destroy(), lineMs));
      from.on("error", () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    to: (there: number) => (port = there),
    close: () => server.close(),
  };
}

async function load(browser: Browser, { url }: Served, address: string): Promise<Loaded> {
  const context = await signedIn(browser, url);
  try {
    for (let before = 1; before < visit; before += 1) await visitOnce(context, url + address);
    return await visitOnce(context, url + address);
  } finally {
    await context.close();
  }
}

async function visitOnce(context: BrowserContext, address: string): Promise<Loaded> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    if (slower > 1) await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const metrics = async () => (await session.send("Performance.getMetrics")).metrics;
    let worked: ReturnType<typeof metrics> | undefined;
    await page.exposeFunction("openingEditable", () => void (worked ??= metrics()));
    await page.addInitScript({ path: path.join(import.meta.dirname, "watch-opening.js") });
    await page.goto(address, { waitUntil: "commit", timeout: LIMIT_MS });
    await page.waitForFunction(() => window.openingMarks["editable"] !== undefined, null, {
      timeout: LIMIT_MS,
    });
    await pressUntilTaken(page);
    const seen = await page.evaluate(() => ({
      ...window.openingMarks,
      byte: performance.getEntriesByType("navigation")[0]?.toJSON().responseStart as number,
    }));
    // The copy on the device is written a moment after the draft came.
    if (visit > 1) await sleep(3_000);
    const work = Object.fromEntries(
      ((await worked) ?? []).map(({ name, value }) => [name, value * 1_000]),
    );
    const of = { ...work, ...seen } as Partial<Record<Mark, number>>;
    return Object.fromEntries(MARKS.map(([, mark]) => [mark, of[mark] ?? Number.NaN])) as Loaded;
  } finally {
    await page.close();
  }
}

async function pressUntilTaken(page: Page): Promise<void> {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    await page.keyboard.press("x");
    if (await page.evaluate(() => window.openingMarks["key"] !== undefined)) return;
    await sleep(KEY_MS);
  }
  throw new Error("no key was taken");
}

function quartile(values: readonly number[], share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

const browser = await playwright.launch({ executablePath: chromium(), args: CHROMIUM_FLAGS });
const { folder: data, address } = await prepare(browser);
const served: Served[] = [];
try {
  for (const folder of folders) served.push(await serve(folder, data));
  const loads = new Map<Served, Loaded[]>(served.map((each) => [each, []]));
  // The first load of each is of a server that has read nothing yet.
  for (const each of served) await load(browser, each, address);
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % served.length;
    for (const each of [...served.slice(turn), ...served.slice(0, turn)]) {
      loads.get(each)?.push(await load(browser, each, address));
    }
  }
  console.log(
    `${pages} pages, visit ${visit}, line ${lineMs} ms, processor 1/${slower}: medians of ${rounds} loads in ms (quartiles)`,
  );
  console.log(`| | ${served.map(({ name }) => name).join(" | ")} |`);
  console.log(`|---|${served.map(() => "---|").join("")}`);
  for (const [words, mark] of MARKS) {
    const cells = served.map((each) => {
      const values = (loads.get(each) ?? []).map((one) => one[mark]);
      const [low, middle, high] = [0.25, 0.5, 0.75].map((share) =>
        millisecondsText(quartile(values, share)),
      );
      return `${middle} (${low}–${high})`;
    });
    console.log(`| ${words} | ${cells.join(" | ")} |`);
  }
} finally {
  for (const each of served) each.stop();
  await browser.close();
  rmSync(data, { recursive: true, force: true });
}

/** A mark that no load has is left open: who has the draft on the device gets none. */
function millisecondsText(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? "–" : milliseconds.toFixed(0);
}
