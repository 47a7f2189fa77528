import { expect, test } from "@playwright/test";
import type { Client } from "@libsql/client";
import { WebSocket } from "ws";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { encodeSyncStep1, MESSAGE } from "#app/protocol/messages.ts";
import { encodeSyncUpdate } from "#tests/support/client-messages.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { rootOf, writeParagraph } from "#tests/rooms/support/paragraph.ts";
import { pdfOf } from "#tests/support/pdf.ts";
import { TestServer } from "./support/server.ts";
import { cookieOf, StockClient } from "./support/socket.ts";

/** The server's log holds no text of a draft, no secret and no address of a person. */

const REQUEST = "demo-request-weekly-reports";
const ANA = "council.drafter@example.org";

/** Each stands in one place only; none may be in the log, whatever happens to what carries it. */
const CANARIES = {
  words: "Tern-words-of-the-draft",
  unsaved: "Heron-words-that-can-not-be-saved",
  malformed: "Egret-words-in-a-malformed-message",
  cursor: "Ibis-in-a-cursor",
  title: "Osprey-as-a-title",
  password: "plover-as-a-password",
  email: "stork.who.signs.in@example.org",
  invited: "grebe.who.is.invited@example.org",
  name: "Grebe Who-Is-Invited",
  address: "203.0.113.77",
  query: "avocet-in-a-query",
  token: "bittern-in-a-link",
  cookie: "curlew-in-a-cookie",
  fileName: "dunlin-as-a-file-name",
  file: "Eider-words-in-a-file",
  smtp: "fulmar-of-the-mail-server",
};
/** Links in letters begin with it, and sockets come from it. */
const ORIGIN = "https://desk.example.org";
const HEADERS = { "X-Forwarded-For": CANARIES.address };

let server: TestServer;
let database: Client;
test.beforeAll(async () => {
  server = new TestServer({
    LOG_LEVEL: "debug",
    TRUST_PROXY: "1",
    APP_URL: ORIGIN,
    SMTP_URL: `smtp://${CANARIES.smtp}:${CANARIES.smtp}@127.0.0.1:9`,
  });
  await server.start();
  database = server.openDatabase();
});
test.afterAll(async () => {
  database.close();
  await server.remove();
});

/** Sends a form as this person, and answers its status. */
async function send(cookie: string, page: string, fields: Record<string, string>) {
  const { status } = await fetch(server.url + page, {
    method: "POST",
    redirect: "manual",
    headers: { ...HEADERS, Cookie: cookie },
    body: new URLSearchParams(fields),
  });
  return status;
}

async function upload(cookie: string, name: string, bytes: Buffer): Promise<number> {
  const body = new FormData();
  body.set("intent", "add");
  body.set("title", CANARIES.title);
  body.set("file", new Blob([new Uint8Array(bytes)], { type: "application/pdf" }), name);
  const { status } = await fetch(`${server.url}/documents/${REQUEST}/exhibits`, {
    method: "POST",
    headers: { ...HEADERS, Cookie: cookie },
    body,
  });
  return status;
}

async function get(page: string, cookie = ""): Promise<number> {
  const headers = { ...HEADERS, ...(cookie ? { Cookie: cookie } : {}) };
  return (await fetch(server.url + page, { headers, redirect: "manual" })).status;
}

/** Sends one message as this person, and waits for the code that it is closed with. */
async function closedFor(cookie: string, message: Uint8Array | string): Promise<number> {
  const address = `${server.url.replace("http", "ws")}/rooms/${REQUEST}?schema=${SCHEMA_VERSION}`;
  const socket = new WebSocket(address, {
    headers: { ...HEADERS, Origin: ORIGIN, Cookie: cookie },
  });
  socket.on("open", () => {
    socket.send(encodeSyncStep1(Uint8Array.of(0)));
    socket.send(message);
  });
  return new Promise((resolve) => socket.on("close", resolve));
}

/** A message of this type with the words behind it. */
const framed = (type: number, words: string) =>
  Uint8Array.of(type, words.length, ...Buffer.from(words));

/** Until `story` is over the database refuses this, as a bug or a broken disk would make it. */
async function refusing(what: string, story: () => Promise<void>): Promise<void> {
  await database.execute(
    `CREATE TRIGGER refusing BEFORE ${what} BEGIN SELECT RAISE(ABORT, 'refused'); END`,
  );
  await story();
  await database.execute("DROP TRIGGER refusing");
}

test("the log at its most talkative holds no text of drafts, no cookies, no secrets and no addresses of persons", async () => {
  const cookie = await cookieOf(server.url, ANA);
  const session = cookie.split("=")[1] ?? "";
  expect(session.length).toBeGreaterThan(20);
  const admin = await cookieOf(server.url, "council.admin@example.org");
  const [{ id: council } = { id: "" }] = (
    await database.execute("SELECT id FROM Organization WHERE slug = 'council'")
  ).rows as unknown as { id: string }[];

  // Signing in, well and badly; addresses with secrets in them; cookies that mean nothing.
  const { email, password, query, token } = CANARIES;
  for (let tries = 0; tries < 11; tries += 1) await send("", "/login", { email, password });
  expect(await send("", "/login", { email: ANA, password })).toBe(400);
  expect(await send("", `/login?next=/${query}`, { email: ANA, password: DEMO_PASSWORD })).toBe(
    302,
  );
  await get(
    `/login?${query}=${query}`,
    `coalition_session=${CANARIES.cookie}; ${CANARIES.cookie}=1`,
  );
  for (const end of ["", "/", ".data", "/more", "%E0%A4%A", `?x=${query}`]) {
    await get(`/invitations/${token}${end}`);
    await send("", `/invitations/${token}${end}`, { name: CANARIES.name, password });
  }

  // Words that are saved, words that are not, and messages that are none.
  const stock = new StockClient({
    url: server.url,
    documentId: REQUEST,
    cookie,
    origin: ORIGIN,
  });
  await stock.synced();
  writeParagraph(stock.doc, CANARIES.words);
  stock.provider.awareness.setLocalStateField("cursor", { anchor: CANARIES.cursor });
  expect(await stock.receipt()).toBe("kept");
  await refusing("INSERT ON DraftUpdate", async () => {
    writeParagraph(stock.doc, CANARIES.unsaved);
    await expect.poll(() => server.output).toContain("a commit failed");
  });
  expect(await stock.receipt()).toBe("kept");
  expect(rootOf(stock.doc).toString()).toContain(CANARIES.unsaved);
  const { malformed, cursor } = CANARIES;
  for (const message of [
    malformed,
    Buffer.from(malformed),
    encodeSyncUpdate(Buffer.from(malformed)),
    encodeSyncUpdate(Uint8Array.of(1, 1, 7, 0, 4, 1, malformed.length, ...Buffer.from(malformed))),
    framed(MESSAGE.awareness, malformed),
    Uint8Array.of(
      MESSAGE.awareness,
      cursor.length + 4,
      1,
      7,
      1,
      cursor.length,
      ...Buffer.from(cursor),
    ),
  ]) {
    expect(await closedFor(cookie, message)).toBe(4400);
  }

  // Forms and files: taken, refused, and broken off by the database.
  const { title, invited, name, file, fileName } = CANARIES;
  const renaming = () =>
    send(cookie, `/documents/${REQUEST}/settings`, { intent: "rename", title });
  const inviting = () =>
    send(admin, `/organizations/${council}/invite`, { email: invited, name, roles: "drafter" });
  await refusing("UPDATE OF title ON Document", async () => expect(await renaming()).toBe(500));
  await refusing("INSERT ON Invitation", async () => expect(await inviting()).toBe(500));
  expect(await renaming()).toBe(200);
  expect(await inviting()).toBe(200);
  expect(await upload(cookie, `${fileName}.pdf`, Buffer.from(file))).toBe(400);
  expect(await upload(cookie, `${fileName}.pdf`, pdfOf([file]).subarray(0, 300))).toBe(400);
  expect(await upload(cookie, `${fileName}.pdf`, pdfOf([file]))).toBe(200);
  expect(await get(`/documents/${REQUEST}.pdf`, cookie)).toBe(200);
  for (const page of [`/documents/${REQUEST}`, `/documents/${REQUEST}/authors`, "/account"]) {
    expect(await get(page, cookie)).toBe(200);
  }
  stock.destroy();
  await server.stop("SIGTERM");

  const log = server.output;
  for (const told of [
    '"msg":"answered"',
    "password does not match",
    "password not checked",
    "a malformed message closed a connection",
    "a commit failed",
    "a page failed",
    "/invitations/…",
    "a letter could not be handed to the mail server",
    "stopped",
  ]) {
    expect(log, "it has something to say").toContain(told);
  }
  for (const secret of [...Object.values(CANARIES), session, ANA, "council.admin@example.org"]) {
    const line = log.split("\n").find((each) => each.includes(secret));
    expect(line, `“${secret}” is in the log`).toBeUndefined();
  }
});
