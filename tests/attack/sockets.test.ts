import net from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/root.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { CLOSE } from "#app/protocol/close-codes.ts";
import { encodeSyncStep2, encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { LIMITS } from "#app/protocol/limits.ts";
import { knock, StockClient } from "#tests/e2e/support/socket.ts";
import { hostileMessage } from "#tests/rooms/faults/hostile.ts";
import { seeded } from "#tests/rooms/support/random.ts";
import { RawClient } from "#tests/rooms/support/raw.ts";
import { eventually } from "#tests/rooms/support/stock.ts";
import { PATIENCE_MS } from "#tests/support/patience.ts";
import { count } from "./figures.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { COMPLAINT, DRAFT } from "./reads.ts";
import { attackSeed, form, scaled, sleep, type AttackedServer } from "./server.ts";

let server: AttackedServer;
let visitors: Visitor[];
beforeAll(async () => {
  // Everybody comes from one address here.
  ({ server, visitors } = await openAttacked({ ROOM_JOINS_PER_ADDRESS: "300" }));
});
afterAll(() => server.remove());

const cookieOf = (...who: Parameters<typeof visitorOf> extends [unknown, ...infer R] ? R : never) =>
  visitorOf(visitors, ...who).cookie ?? "";

/** Somebody honest at the desk, who must notice nothing. */
const drafter = (documentId = DRAFT) =>
  new StockClient({ url: server.url, documentId, cookie: cookieOf("lead", "drafter") }).synced();

function raw(documentId: string, cookie: string): RawClient {
  count("sockets");
  const { portNumber: port, url: origin } = server;
  return new RawClient(
    { port, origin, fixture: { documentId } },
    { who: null, schema: SCHEMA_VERSION, headers: { Cookie: cookie } },
  );
}

/** A bare connection: what is written into it, and what came out of it until it was closed. */
function connection(bytes: string): { readonly socket: net.Socket; readonly text: () => string } {
  count("sockets");
  const socket = net.connect(server.portNumber, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  socket.on("error", () => undefined);
  socket.write(bytes);
  return { socket, text: () => text };
}

function closed({ socket }: { readonly socket: net.Socket }, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.closed) return resolve(true);
    const timer = setTimeout(() => resolve(false), ms);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

const upgrade = (path: string, headers: readonly string[] = []) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${server.portNumber}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
    "\r\n",
  ].join("\r\n");

const room = `/rooms/${DRAFT}?schema=${SCHEMA_VERSION}`;

describe("a room", () => {
  it("is shut to whoever has no session, another's place, an old page or another site", async () => {
    const of = (documentId: string) => ({ url: server.url, documentId });
    const member = cookieOf("lead", "drafter");
    const knocks: [Parameters<typeof knock>[0], number][] = [
      [of(DRAFT), CLOSE.signInAgain],
      [{ ...of(DRAFT), cookie: "session=" }, CLOSE.signInAgain],
      [{ ...of(DRAFT), cookie: `session=${"a".repeat(40)}` }, CLOSE.signInAgain],
      [{ ...of(DRAFT), cookie: `session=${"a".repeat(7_000)}` }, CLOSE.signInAgain],
      [{ ...of(DRAFT), cookie: member, schema: SCHEMA_VERSION + 1 }, CLOSE.reload],
      [{ ...of(DRAFT), cookie: member, schema: -1 }, CLOSE.reload],
      [{ ...of(`${DRAFT}?generation=999&`), cookie: member }, CLOSE.reload],
      [{ ...of(`${DRAFT}?generation=x&`), cookie: member }, CLOSE.reload],
      [{ ...of(DRAFT), cookie: member, origin: "https://evil.example" }, 403],
      [{ ...of(DRAFT), cookie: member, origin: "null" }, 403],
      [{ ...of(DRAFT), cookie: member, origin: `${server.url}.evil.example` }, 403],
      [{ ...of("..%2flogin"), cookie: member }, 404],
      [{ ...of(`${DRAFT}/`), cookie: member }, 404],
      [{ ...of("x".repeat(65)), cookie: member }, 404],
      ...visitors
        .filter(({ place }) => place === "invited" || place === "outside")
        .flatMap(({ cookie }): [Parameters<typeof knock>[0], number][] => [
          [{ ...of(DRAFT), cookie: cookie ?? "" }, CLOSE.noSuchDraft],
          [{ ...of("no-such-document"), cookie: cookie ?? "" }, CLOSE.noSuchDraft],
        ]),
    ];
    for (const [at, [asked, code]] of knocks.entries()) {
      count("sockets");
      expect([at, await knock(asked)]).toEqual([at, code]);
    }
    // Without Origin, or with another method: every browser sends the one and none the other.
    for (const head of [
      upgrade(room, [`Cookie: ${member}`]),
      upgrade(room, [`Cookie: ${member}`, `Origin: ${server.url}`]).replace("GET", "POST"),
    ]) {
      const one = connection(head);
      expect(await closed(one, 2 * PATIENCE_MS)).toBe(true);
      expect(one.text()).toMatch(/^HTTP\/1\.1 40[34]/u);
    }
  });

  it("takes no word of those who may only read, in any role of a party", async () => {
    const before = (await drafter()).text;
    for (const { name, cookie, role, place } of visitors) {
      if (place !== "lead" && place !== "party") continue;
      if (role === "drafter") continue;
      const reader = raw(DRAFT, cookie ?? "");
      await reader.join();
      reader.write("What a reader may not write.");
      expect([name, await reader.barrier()]).toEqual([name, "read-only"]);
      reader.ws.terminate();
    }
    const after = await drafter();
    expect(after.text).toBe(before);
  });

  it("takes nothing in the name of another's client id, and shows nobody under it", async () => {
    const honest = await drafter(COMPLAINT);
    const victim = await new StockClient({
      url: server.url,
      documentId: COMPLAINT,
      cookie: cookieOf("party", "drafter"),
    }).synced();
    flowRoot(victim.doc).insert(1, "Words of the victim. ");
    expect(await victim.receipt()).toBe("kept");
    const before = victim.text;
    const forger = raw(COMPLAINT, cookieOf("lead", "drafter"));
    await forger.join();
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(victim.doc));
    forged.clientID = victim.doc.clientID;
    const vector = Y.encodeStateVector(forged);
    flowRoot(forged).insert(1, "Words put into another's mouth. ");
    forger.update(Y.encodeStateAsUpdate(forged, vector));
    expect((await forger.close()).code).toBe(CLOSE.freshDocument);
    expect(victim.text).toBe(before);
    honest.destroy();
    victim.destroy();
  });

  it("closes what sends more than a message may hold, before it holds it", async () => {
    const cookie = cookieOf("lead", "drafter");
    const headers = [`Origin: ${server.url}`, `Cookie: ${cookie}`];
    // A frame that says of itself that it is 2^60 bytes long, one in ten thousand pieces, one unmasked.
    const giant = Buffer.from([0x82, 0xff, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
    const unmasked = Buffer.from([0x82, 0x01, 0x00]);
    const reserved = Buffer.from([0xf2, 0x81, 1, 2, 3, 4, 0]);
    const endless = Buffer.concat(
      Array.from({ length: 2_000 }, (_, at) =>
        Buffer.concat([
          Buffer.from([at === 0 ? 0x02 : 0x00, 0xfe, 0xff, 0xff, 0, 0, 0, 0]),
          Buffer.alloc(0xffff),
        ]),
      ),
    );
    for (const frames of [giant, unmasked, reserved, endless]) {
      const one = connection(upgrade(room, headers));
      await sleep(300);
      one.socket.write(frames);
      expect(await closed(one, 2 * PATIENCE_MS)).toBe(true);
    }
    const large = raw(DRAFT, cookie);
    await large.join();
    large.send(encodeSyncUpdate(new Uint8Array(LIMITS.messageBytes + 1)));
    expect((await large.close()).code).toBe(CLOSE.malformed);
    const first = raw(DRAFT, cookie);
    await first.open();
    first.send(encodeSyncStep2(new Uint8Array(LIMITS.firstSyncBytes + 100)));
    expect((await first.close()).code).toBe(CLOSE.malformed);
  });

  it("does not wait for ever for whoever connects and says nothing, or half of a request", async () => {
    const cookie = cookieOf("lead", "drafter");
    const silent = connection(upgrade(room, [`Origin: ${server.url}`, `Cookie: ${cookie}`]));
    const halves = Array.from({ length: 60 }, (_, at) =>
      connection(
        at % 2 === 0
          ? `GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: `
          : `GET ${room} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Slow: `,
      ),
    );
    const bodies = Array.from({ length: 20 }, () =>
      connection(
        "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\na",
      ),
    );
    const dripping = setInterval(() => {
      for (const { socket } of [...halves, ...bodies]) if (!socket.closed) socket.write("a");
    }, 1_000);
    // Meanwhile everybody else is served.
    for (let at = 0; at < 10; at += 1) {
      expect((await server.send("/login")).status).toBe(200);
    }
    const honest = await drafter();
    honest.destroy();
    expect(await closed(silent, LIMITS.joinMs * 6)).toBe(true);
    if (form === "soak") {
      // Node waits a minute for the head of a request, five for its body, and looks each half minute.
      for (const half of halves) expect(await closed(half, 150_000)).toBe(true);
      for (const half of bodies) expect(await closed(half, 360_000)).toBe(true);
    }
    clearInterval(dripping);
    for (const { socket } of [...halves, ...bodies]) socket.destroy();
  });

  it("survives messages that nobody's page sends, and the honest agree on every word", async () => {
    const random = seeded(attackSeed("hostile messages"));
    const honest = await drafter(COMPLAINT);
    const other = await new StockClient({
      url: server.url,
      documentId: COMPLAINT,
      cookie: cookieOf("party", "drafter"),
    }).synced();
    const updates: Uint8Array[] = [Y.encodeStateAsUpdate(honest.doc)];
    honest.doc.on("update", (update: Uint8Array) => updates.push(update));
    for (let at = 0; at < 20; at += 1) flowRoot(honest.doc).insert(1, `Honest words ${at}. `);
    const messages = scaled(20_000, 2_000, 2_000);
    let attacker: RawClient | null = null;
    for (let sent = 0; sent < messages; sent += 1) {
      if (!attacker || attacker.closed) {
        // A reader: what it makes of the text is nobody's.
        // As another client each time: who was refused and comes back waits (R41).
        const cookie = cookieOf(sent % 2 === 0 ? "lead" : "party", "reviewer");
        attacker = raw(COMPLAINT, `${cookie}; again=${sent}`);
        await attacker.open();
      }
      const clientIds = [honest.doc.clientID, other.doc.clientID];
      const message = hostileMessage(random, { updates, clientIds, doc: honest.doc });
      attacker.send(message);
      count("messages");
      if (sent % 20 === 19) await sleep(1);
    }
    attacker?.ws.terminate();
    const text = honest.text;
    expect(await honest.receipt()).toBe("kept");
    const witness = await new StockClient({
      url: server.url,
      documentId: COMPLAINT,
      cookie: cookieOf("party", "staff"),
    }).synced();
    expect(witness.text).toBe(text);
    await eventually("the other has it", () => other.text === text);
    expect(honest.provider.wsconnected).toBe(true);
    for (const one of [honest, other, witness]) one.destroy();
  });
});
