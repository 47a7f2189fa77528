import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flowRoot } from "#app/document/flow/root.ts";
import { below, seeded } from "#tests/rooms/support/random.ts";
import { eventually } from "#tests/rooms/support/stock.ts";
import { StockClient } from "#tests/e2e/support/socket.ts";
import { count } from "./figures.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { COMPLAINT, MATTER } from "./reads.ts";
import { attackSeed, scaled, sleep, type AttackedServer } from "./server.ts";

const KILLS = scaled(8, 3, 2);
const root = path.resolve(import.meta.dirname, "../..");

let server: AttackedServer;
let visitors: Visitor[];
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
});
afterAll(() => server.remove());

/** Everything the server said is done: words with a receipt, and titles of letters. */
interface Acknowledged {
  readonly words: string[];
  readonly letters: string[];
}

/** Types sentence after sentence, and notes those that have a receipt. */
async function type(client: StockClient, who: string, kept: string[], isOver: () => boolean) {
  for (let at = 0; !isOver(); at += 1) {
    const words = `${who} wrote sentence ${at}.`;
    // Behind the marker with which the first block begins.
    flowRoot(client.doc).insert(1, words);
    // Without a receipt the server was killed, and promised nothing.
    const answer = await client.receipt().catch(() => null);
    if (answer === "kept") kept.push(words);
    else await sleep(20);
  }
}

/** Begins letter after letter, and notes those that were answered. */
async function begin(cookie: string | null, who: string, kept: string[], isOver: () => boolean) {
  for (let at = 0; !isOver(); at += 1) {
    const title = `${who} ${at}`;
    const body = new URLSearchParams({ kind: "letter", title, layoutProfile: "letter" });
    const sending = { method: "POST", cookie, body };
    const answer = await server.send(`/matters/${MATTER}/documents/new`, sending).catch(() => null);
    if (answer && answer.status < 400) kept.push(title);
    else await sleep(20);
  }
}

describe("a server that is killed while people write", () => {
  it(`has everything that it acknowledged, after each of ${KILLS} kills, and its record is whole`, async () => {
    const random = seeded(attackSeed("kills"));
    const acknowledged: Acknowledged = { words: [], letters: [] };
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
        begin(
          visitorOf(visitors, "lead", "drafter").cookie,
          `Round ${round}`,
          acknowledged.letters,
          isOver,
        ),
      ]);
      const { words, letters } = acknowledged;
      const before = { words: words.length, letters: letters.length };
      const isBusy = () => words.length > before.words + 4 && letters.length > before.letters;
      await eventually("receipts and a letter", isBusy, 60_000);
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
      const { rows } = await database.execute(`SELECT "title" FROM "Document"`);
      database.close();
      const titles = new Set(rows.map((row) => String(row["title"])));
      expect({ round, lost }).toEqual({ round, lost: [] });
      expect(acknowledged.letters.filter((title) => !titles.has(title))).toEqual([]);
    }
    count("kept", acknowledged.words.length + acknowledged.letters.length);
    expect(acknowledged.words.length).toBeGreaterThan(KILLS);
    expect(acknowledged.letters.length).toBeGreaterThan(0);
    await server.stop();
    const verify = spawnSync(process.execPath, [path.join(root, "build/process/audit-verify.js")], {
      env: { ...process.env, NODE_ENV: "production", DATA_DIR: server.dataDir, DATABASE_URL: "" },
      encoding: "utf8",
    });
    expect([verify.status, verify.stdout, verify.stderr]).toEqual([0, verify.stdout, ""]);
  });
});
