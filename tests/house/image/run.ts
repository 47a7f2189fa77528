// `npm run test:image`: does what the Dockerfile does, without an engine, in a folder of its own, and
// uses what came out: SQLite alone, then PostgreSQL. IMAGE_NODE names the node to use, such as that
// of `npm install node@24`; without it, the one that runs this. IMAGE=short is for CI, behind `npm ci` and
// `npm run build`: it installs and builds nothing again, and uses it with PostgreSQL, as compose.yaml does.
import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { COUNCIL } from "#prisma/seed/demo-matter.ts";
import { demoPerson } from "#prisma/seed/people.ts";
import { cookieOf, StockClient } from "#tests/e2e/support/socket.ts";
import { freePort } from "#tests/support/free-port.ts";
import { startPostgres } from "#tests/support/postgres-server.ts";
import { buildImage, type BuiltImage } from "./build.ts";
import { Container, UNPRIVILEGED } from "./container.ts";

const REQUEST = "demo-request-weekly-reports";
const DRAFTER = demoPerson(COUNCIL, "drafter").email;
const LETTER_FILED = "demo-letter-contact-corrected";
const root = path.resolve(import.meta.dirname, "../../..");
const named = process.env["IMAGE_NODE"];
const isShort = process.env["IMAGE"] === "short";
const node = named ? path.resolve(named) : process.execPath;

function expectThat(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(`Not so: ${sentence}`);
  console.log(`  ✓ ${sentence}`);
}

/** A folder that the unprivileged user may write: a volume. */
function volume(folder: string, name: string): string {
  const place = path.join(folder, name);
  mkdirSync(place, { mode: 0o700 });
  if (process.getuid?.() === 0) chownSync(place, UNPRIVILEGED, UNPRIVILEGED);
  return place;
}

interface Databases {
  /** DATABASE_URL of the workspace; empty for the file in DATA_DIR. */
  readonly first: string;
  readonly second: string;
  readonly third: string;
}

/** The story of a self-hoster: set up, start, look, back up, stop, restore. */
async function live(image: BuiltImage, folder: string, databases: Databases): Promise<void> {
  mkdirSync(folder, { mode: 0o755 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const backups = volume(folder, "backups");
  const at = (name: string, databaseUrl: string) =>
    new Container(image, node, {
      DATA_DIR: volume(folder, name),
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      APP_URL: url,
      LOG_LEVEL: "warn",
    });

  const fresh = at("fresh", databases.first);
  const answers = [
    ["--organization", "First Example Organization", "--short-name", "First"],
    ["--name", "Ada Admin", "--email", "ada@example.org"],
  ].flat();
  const setUp = fresh.run(["setup", ...answers], { ADMIN_PASSWORD: "a quiet desk by the window" });
  expectThat(setUp.code === 0, `setup in an empty workspace\n${setUp.output.trim()}`);

  const desk = at("desk", databases.second);
  const seeded = desk.run(["seed"]);
  if (seeded.code !== 0) throw new Error(seeded.output);
  expectThat(desk.health() !== 0, "HEALTHCHECK: not healthy before it has started");
  await desk.start();
  try {
    expectThat(desk.health() === 0, "HEALTHCHECK: healthy when it listens");
    const cookie = await cookieOf(url, DRAFTER);
    const open = (page: string) => fetch(`${url}${page}`, { headers: { Cookie: cookie } });
    const page = await open(`/documents/${REQUEST}`);
    const html = await page.text();
    expectThat(page.status === 200 && html.includes("ProseMirror"), "signing in; the desk opens");
    const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, name]) => name);
    for (const name of new Set(assets)) {
      const asset = await open(String(name));
      if (asset.status !== 200) throw new Error(`${name}: ${asset.status}`);
    }
    expectThat(assets.length > 3, `its ${new Set(assets).size} assets are there`);
    for (const id of [REQUEST, LETTER_FILED]) {
      const pdf = await open(`/documents/${id}.pdf`);
      const bytes = new Uint8Array(await pdf.arrayBuffer());
      const begin = new TextDecoder().decode(bytes.slice(0, 5));
      expectThat(begin === "%PDF-", `${id}.pdf, ${bytes.length} bytes (${pdf.status})`);
    }
    const client = await new StockClient({ url, documentId: REQUEST, cookie }).synced();
    expectThat(client.text.length > 1_000, "a socket joins its room");
    client.destroy();
    const backedUp = desk.run(["backup", backups]);
    expectThat(backedUp.code === 0, `backup while it runs\n${backedUp.output.trim()}`);
    const backup = /The backup is whole: (\S+)/.exec(backedUp.output)?.[1] ?? "";

    const began = Date.now();
    expectThat((await desk.stop()) === 0, `SIGTERM ends it with 0 (${Date.now() - began} ms)`);
    const restored = at("restored", databases.third);
    const ended = restored.run(["restore", backup]);
    expectThat(ended.code === 0, `restore\n${ended.output.trim()}`);
    expectThat(restored.run(["audit-verify"]).code === 0, "audit-verify");
    await restored.start();
    const again = await cookieOf(url, DRAFTER);
    const after = await fetch(`${url}/documents/${REQUEST}`, { headers: { Cookie: again } });
    expectThat(after.status === 200, "the restored workspace serves its pages");
    expectThat((await restored.stop()) === 0, "SIGTERM ends it with 0");
  } catch (error) {
    console.error(desk.output.slice(-4_000));
    throw error;
  } finally {
    await desk.stop();
  }
}

const folder = mkdtempSync(path.join(tmpdir(), "image-"));
chmodSync(folder, 0o755);
try {
  console.log(`Node: ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()}`);
  console.log("Building");
  const image = buildImage(root, folder, {
    nodeFolder: named ? path.dirname(node) : null,
    isShort,
  });
  if (!isShort) {
    console.log("SQLite alone");
    await live(image, path.join(folder, "sqlite"), { first: "", second: "", third: "" });
  }
  console.log("PostgreSQL");
  const postgres = await startPostgres();
  try {
    const { default: pg } = await import("pg");
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    const urls = [];
    for (const name of ["first", "second", "third"]) {
      await admin.query(`CREATE DATABASE ${name}`);
      urls.push(postgres.url.replace(/\/postgres$/, `/${name}`));
    }
    await admin.end();
    const [first = "", second = "", third = ""] = urls;
    await live(image, path.join(folder, "postgresql"), { first, second, third });
  } finally {
    postgres.stop();
  }
  console.log("All of it holds.");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
