import type { Client } from "@libsql/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { COUNCIL } from "#prisma/seed/demo-matter.ts";
import { demoPerson, DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { DoorVisitor, openDoors, type OpenedDoors } from "./door-visitor.ts";
import { COUNCIL_ID } from "./people.ts";
import { COMPLAINT, DRAFT, READS } from "./reads.ts";
import type { Answer, AttackedServer } from "./server.ts";

/**
 * A link for outside counsel, attacked: guessed, shared, used after its day, and turned on what it does
 * not open (docs/decisions/0113).
 */

let server: AttackedServer;
let origin: string;
let letters: OpenedDoors["letters"];
let database: Client;
let admin: DoorVisitor;
const pages = `/documents/${DRAFT}/guests`;

beforeAll(async () => {
  ({ server, origin, letters } = await openDoors());
  await server.start();
  database = server.openDatabase();
  admin = browser();
  await admin.signIn(demoPerson(COUNCIL, "admin").email, DEMO_PASSWORD);
});
afterAll(async () => {
  database.close();
  await Promise.all([server.remove(), letters.close()]);
});

const browser = () => new DoorVisitor((address, sending) => server.send(address, sending), origin);

let guests = 0;
interface Invited {
  readonly email: string;
  readonly door: string;
  readonly linkId: string;
}

/** Has the Council's administrator invite somebody new. */
async function invited(level: "read" | "comment" = "comment"): Promise<Invited> {
  const email = `guest-${(guests += 1)}@firm.example.com`;
  const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const fields = { organizationId: COUNCIL_ID, name: `Guest ${guests}`, email, until, level };
  const answer = await admin.post(pages, { intent: "invite", ...fields });
  expect(answer.status, answer.text.slice(0, 400)).toBe(200);
  await expect.poll(() => letters.secretsFor(email, "/guest")).not.toEqual([]);
  const [secret = ""] = letters.secretsFor(email, "/guest");
  const { rows } = await database.execute({
    sql: `SELECT "id" FROM "GuestLink" WHERE "email" = ?`,
    args: [email],
  });
  return { email, door: `/guest/${secret}`, linkId: String(rows[0]?.["id"]) };
}

/** Asks for a code; answers it once its letter came. */
async function codeFor(visitor: DoorVisitor, { email, door }: Invited): Promise<string> {
  const before = letters.codesFor(email).length;
  expect((await visitor.post(door, { intent: "ask" })).status).toBe(200);
  await expect.poll(() => letters.codesFor(email).length).toBe(before + 1);
  return letters.codesFor(email)[0] ?? "";
}

const isIn = ({ status, headers }: Answer) =>
  status === 302 && headers.get("location")?.startsWith("/shared/") === true;

async function entered(guest: Invited): Promise<DoorVisitor> {
  const visitor = browser();
  const code = await codeFor(visitor, guest);
  expect(isIn(await visitor.post(guest.door, { intent: "enter", code }))).toBe(true);
  return visitor;
}

/** How many threads there are beside any document. */
async function threads(): Promise<number> {
  const { rows } = await database.execute(`SELECT count(*) AS n FROM "Thread"`);
  return Number(rows[0]?.["n"]);
}

describe("a guest's link", () => {
  it("shared without the code opens nothing, and says nothing of the document", async () => {
    const guest = await invited();
    await entered(guest);
    const other = browser();
    const door = await other.get(guest.door);
    expect(door.status).toBe(200);
    for (const words of ["weekly", "ICE", guest.email]) expect(door.text).not.toContain(words);
    expect(door.text).toContain('name="referrer"');
    const page = await other.get(`/shared/${guest.linkId}`);
    expect(page.status).toBe(410);
    expect(page.text).not.toContain("reports");
  });

  it("is opened once by one code, in the browser that asked for it, whoever caught it", async () => {
    const guest = await invited();
    const own = browser();
    const code = await codeFor(own, guest);
    const thief = browser();
    await codeFor(thief, guest);
    for (const other of [browser(), thief]) {
      expect(isIn(await other.post(guest.door, { intent: "enter", code }))).toBe(false);
    }
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() => own.copy().post(guest.door, { intent: "enter", code })),
    );
    expect(tries.filter(isIn)).toHaveLength(1);
    expect(tries.filter(({ status }) => status >= 500)).toEqual([]);
    expect(isIn(await own.post(guest.door, { intent: "enter", code }))).toBe(false);
  });

  it("stands five guesses at a code, at the same moment, and then not the right one either", async () => {
    const guest = await invited();
    const visitor = browser();
    const code = await codeFor(visitor, guest);
    const wrong = code === "00000000" ? "11111111" : "00000000";
    const guesses = await Promise.all(
      Array.from({ length: 20 }, () =>
        visitor.copy().post(guest.door, { intent: "enter", code: wrong }),
      ),
    );
    expect(guesses.filter(({ status }) => status === 400)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(15);
    expect((await visitor.post(guest.door, { intent: "enter", code })).status).toBe(429);
  });

  it("mails no flood: five codes in a quarter of an hour, from however many browsers", async () => {
    const guest = await invited();
    const asked = await Promise.all(
      Array.from({ length: 12 }, () => browser().post(guest.door, { intent: "ask" })),
    );
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it("opens nothing after its day, nor once it was ended, with the cookie that it had", async () => {
    const [late, ended] = [await invited(), await invited()];
    const [reads, readsToo] = [await entered(late), await entered(ended)];
    await database.execute({
      sql: `UPDATE "GuestLink" SET "expiresAt" = ? WHERE "id" = ?`,
      args: [new Date(Date.now() - 1_000).toISOString().replace("Z", "+00:00"), late.linkId],
    });
    await admin.post(pages, { intent: "end", linkId: ended.linkId });
    const before = await threads();
    for (const [visitor, guest] of [
      [reads, late],
      [readsToo, ended],
    ] as const) {
      expect((await visitor.get(`/shared/${guest.linkId}`)).status).toBe(410);
      const comment = { intent: "comment", key: crypto.randomUUID(), text: "Too late." };
      expect((await visitor.post(`/shared/${guest.linkId}`, comment)).status).toBe(410);
      expect((await visitor.get(guest.door)).status).toBe(410);
      expect((await visitor.post(guest.door, { intent: "ask" })).status).toBe(410);
    }
    expect(await threads()).toBe(before);
  });

  it("opens one document: no other page, file, search or room of the workspace", async () => {
    const guest = await invited();
    const visitor = await entered(guest);
    expect((await visitor.get(`/shared/${guest.linkId}`)).status).toBe(200);
    // To every other page, file, feed and search, and to the API, their browser is nobody's.
    const asked = Object.values(READS).flatMap((readings) => readings.map((one) => one.address));
    const own = [`/documents/${COMPLAINT}`, "/search.json?q=weekly", "/record", "/"];
    const answered = ({ status, headers }: Answer) => `${status} ${headers.get("location") ?? ""}`;
    const differing: string[] = [];
    for (const address of new Set([...asked, ...own])) {
      const [theirs, nobodys] = await Promise.all([visitor.get(address), browser().get(address)]);
      if (answered(theirs) !== answered(nobodys) || theirs.text.includes(guest.email)) {
        differing.push(`${address}: ${answered(theirs)}, and to nobody ${answered(nobodys)}`);
      }
    }
    expect(differing).toEqual([]);
    for (const address of [`/documents/${DRAFT}`, `/documents/${DRAFT}/threads`, ...own]) {
      const { status, headers, text } = await visitor.get(address);
      const isOut = status === 401 || headers.get("location")?.startsWith("/login") === true;
      expect(isOut, `${address}: ${status} ${text.slice(0, 100)}`).toBe(true);
    }
    // Versions were not given to this one.
    expect((await visitor.get(`/shared/${guest.linkId}/versions/1`)).status).toBe(404);
    const other = await invited();
    expect((await visitor.get(`/shared/${other.linkId}`)).status).toBe(410);
    const cookie = [...visitor.cookies].map((pair) => pair.join("=")).join("; ");
    const socket = new WebSocket(`${origin.replace("http", "ws")}/rooms/${DRAFT}`, {
      headers: { cookie, origin },
    });
    const message = await new Promise<string>((resolve) => {
      socket.on("message", () => resolve("let in"));
      socket.on("close", () => resolve("closed"));
      socket.on("error", () => resolve("refused"));
    });
    socket.terminate();
    expect(message).not.toBe("let in");
  });

  it("lets nobody write who may read alone, and no page of another site", async () => {
    const guest = await invited("read");
    const visitor = await entered(guest);
    const before = await threads();
    const comment = { intent: "comment", key: crypto.randomUUID(), text: "No." };
    expect((await visitor.post(`/shared/${guest.linkId}`, comment)).status).toBe(403);
    const cookie = [...visitor.cookies].map((pair) => pair.join("=")).join("; ");
    const foreign = await server.send(`/shared/${guest.linkId}`, {
      method: "POST",
      cookie,
      body: new URLSearchParams(comment),
      headers: { Origin: "https://evil.example.com" },
    });
    expect(foreign.status).toBe(403);
    expect(await threads()).toBe(before);
  });

  it("[M2] shows a guest no organization's own thread, and takes none of their words there", async () => {
    const within = crypto.randomUUID();
    const drafter = browser();
    await drafter.signIn(demoPerson(COUNCIL, "drafter").email, DEMO_PASSWORD);
    const begun = await drafter.question(`/documents/${DRAFT}/threads`, {
      do: "begin",
      threadId: within,
      commentId: crypto.randomUUID(),
      place: { in: "document" },
      organizationId: COUNCIL_ID,
      text: "strategy that stays with us",
      mentions: [],
      suggestion: null,
    });
    expect(begun).toBeDefined();
    const guest = await invited();
    const visitor = await entered(guest);
    expect((await visitor.get(`/shared/${guest.linkId}`)).text).not.toContain(
      "strategy that stays",
    );
    const reply = { intent: "reply", key: crypto.randomUUID(), threadId: within, text: "In." };
    expect((await visitor.post(`/shared/${guest.linkId}`, reply)).status).toBe(404);
  });

  it("leaves no secret in the log", async () => {
    const guest = await invited();
    await entered(guest);
    const secret = guest.door.slice("/guest/".length);
    await browser().get(`/guest//${secret}`);
    expect(server.output).not.toContain(secret);
    for (const code of letters.codesFor(guest.email)) expect(server.output).not.toContain(code);
  });
});
