import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { below, seeded } from "../rooms/support/random";
import { eventually, writeParagraph } from "../rooms/support/stock";
import { StockClient } from "../e2e/support/socket";
import { count } from "./figures";
import { openAttacked, visitorOf, type Visitor } from "./people";
import { COMPLAINT, DRAFT } from "./reads";
import { attackSeed, sleep, type AttackedServer } from "./server";

const KILLS = 8;
const root = path.resolve(import.meta.dirname, "../..");

let server: AttackedServer;
let visitors: Visitor[];
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
});
afterAll(() => server.remove());

/** What the server said is done: words with a receipt, names of versions, and titles. */
interface Acknowledged {
  readonly words: string[];
  readonly versions: string[];
}

/** Types sentence after sentence, and notes those that have a receipt. */
async function type(client: StockClient, who: string, kept: string[], isOver: () => boolean) {
  for (let at = 0; !isOver(); at += 1) {
    const words = `${who} wrote sentence ${at}.`;
    writeParagraph(client.doc, words);
    // Without a receipt the server was killed, and promised nothing.
    const answer = await client.receipt().catch(() => null);
    if (answer === "kept") kept.push(words);
  }
}

/** Names version after version, and notes those that were answered. */
async function name(cookie: string | null, who: string, kept: string[], isOver: () => boolean) {
  for (let at = 0; !isOver(); at += 1) {
    const title = `${who} ${at}`;
    const sending = { method: "POST", cookie, body: new URLSearchParams({ name: title }) };
    const answer = await server
      .send(`/documents/${DRAFT}/versions?index`, sending)
      .catch(() => null);
    if (answer && answer.status < 400) kept.push(title);
    else await sleep(20);
  }
}

describe("a server that is killed while people write", () => {
  it(`has everything that it acknowledged, after each of ${KILLS} kills, and its record is whole`, async () => {
    const random = seeded(attackSeed("kills"));
    const acknowledged: Acknowledged = { words: [], versions: [] };
    for (let round = 1; round <= KILLS; round += 1) {
      let over = false;
      const isOver = () => over;
      const clients = await Promise.all(
        (["lead", "party"] as const).map((place) =>
          new StockClient({
            url: server.url,
            documentId: COMPLAINT,
            cookie: visitorOf(visitors, place, "drafter").cookie ?? "",
          }).synced(),
        ),
      );
      const working = Promise.all([
        ...clients.map((client, at) =>
          type(client, `Round ${round}, writer ${at},`, acknowledged.words, isOver),
        ),
        name(
          visitorOf(visitors, "lead", "drafter").cookie,
          `Round ${round}`,
          acknowledged.versions,
          isOver,
        ),
      ]);
      const before = acknowledged.words.length;
      await eventually("a receipt", () => acknowledged.words.length > before + 4, 30_000);
      await sleep(below(random, 1_000));
      await server.stop("SIGKILL");
      count("kills");
      over = true;
      for (const client of clients) client.destroy();
      await server.start();
      await working;

      const reader = await new StockClient({
        url: server.url,
        documentId: COMPLAINT,
        cookie: visitorOf(visitors, "party", "observer").cookie ?? "",
      }).synced();
      const lost = acknowledged.words.filter((words) => !reader.text.includes(words));
      reader.destroy();
      const database = server.openDatabase();
      const { rows } = await database.execute(`SELECT "name" FROM "Version"`);
      database.close();
      const names = new Set(rows.map((row) => String(row["name"])));
      expect({ round, lost }).toEqual({ round, lost: [] });
      expect(acknowledged.versions.filter((title) => !names.has(title))).toEqual([]);
    }
    count("kept", acknowledged.words.length + acknowledged.versions.length);
    expect(acknowledged.words.length).toBeGreaterThan(KILLS);
    expect(acknowledged.versions.length).toBeGreaterThan(0);
    await server.stop();
    const verify = spawnSync(process.execPath, [path.join(root, "build/process/audit-verify.js")], {
      env: { ...process.env, NODE_ENV: "production", DATA_DIR: server.dataDir, DATABASE_URL: "" },
      encoding: "utf8",
    });
    expect([verify.status, verify.stdout, verify.stderr]).toEqual([0, verify.stdout, ""]);
  });
});
