import { expect } from "@playwright/test";
import { flowRoot } from "#app/document/flow/root.ts";
import { copyDraft } from "./support/copied-draft.ts";
import { Person } from "./support/people.ts";
import type { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";
import { StockClient, cookieOf, knock } from "./support/socket.ts";

const REQUEST = "demo-request-weekly-reports";
let server: TestServer;
let draft: string;
test.beforeEach(async ({ sharedServer }) => {
  server = sharedServer;
  draft = await copyDraft(server, REQUEST);
});

test("a stranger is told of a document and a matter just what is told of those that don't exist", async ({
  browser,
}) => {
  const stranger = await Person.signIn(browser, server.url, "stranger@example.org");
  const read = async (path: string) => {
    const answer = await stranger.page.goto(`${server.url}${path}`);
    return { status: answer?.status(), text: await stranger.page.locator("main").innerText() };
  };
  const document = await read(`/documents/${draft}`);
  expect(document.status).toBe(404);
  expect(await read("/documents/no-such-document")).toEqual(document);
  const matter = await read("/matters/ice-enforcement-priorities");
  expect(matter.status).toBe(404);
  expect(await read("/matters/no-such-matter")).toEqual(matter);
  await stranger.page.goto(server.url);
  await expect(stranger.page.locator("body")).not.toContainText("Enforcement Priorities");
  await stranger.close();
});

test("the room of a document is shut to a stranger, to nobody, to an old page and to another site", async () => {
  const room = { url: server.url, documentId: draft };
  const stranger = await cookieOf(server.url, "stranger@example.org");
  const drafter = await cookieOf(server.url, "council.drafter@example.org");
  expect(await knock({ ...room, cookie: stranger })).toBe(4404);
  expect(await knock({ ...room, documentId: "no-such-document", cookie: stranger })).toBe(4404);
  expect(await knock(room)).toBe(4401);
  expect(await knock({ ...room, cookie: drafter, schema: 99 })).toBe(4426);
  expect(await knock({ ...room, cookie: drafter, origin: "https://evil.example" })).toBe(403);
  expect(await knock({ ...room, cookie: drafter, documentId: "../login" })).toBe(404);
});

test("who poses as somebody else on a raw socket is shown under their own name", async () => {
  const room = { url: server.url, documentId: draft };
  const honest = await new StockClient({
    ...room,
    cookie: await cookieOf(server.url, "ilrc.drafter@example.org"),
  }).synced();
  const liar = await new StockClient({
    ...room,
    cookie: await cookieOf(server.url, "council.observer@example.org"),
  }).synced();
  liar.provider.awareness.setLocalState({
    user: { name: "Rosa Sample", organization: "ILRC", color: "#000000" },
    cursor: null,
  });
  await expect
    .poll(() => JSON.stringify([...honest.provider.awareness.getStates().values()]))
    .toContain("Olga Placeholder");
  expect(JSON.stringify([...honest.provider.awareness.getStates().values()])).not.toContain(
    "Rosa Sample",
  );
  honest.destroy();
  liar.destroy();
});

test("a reader's words on a raw socket reach nobody and are not kept", async () => {
  const room = { url: server.url, documentId: draft };
  const reader = await new StockClient({
    ...room,
    cookie: await cookieOf(server.url, "council.reviewer@example.org"),
  }).synced();
  const before = reader.text;
  flowRoot(reader.doc).delete(0, 1);
  const cookie = await cookieOf(server.url, "ilrc.drafter@example.org");
  expect(await reader.receipt()).toBe("read-only");
  const drafter = await new StockClient({ ...room, cookie }).synced();
  expect(drafter.text).toBe(before);
  reader.destroy();
  drafter.destroy();
});

test("a person who signs out is out of the room", async () => {
  const cookie = await cookieOf(server.url, "mijente.drafter@example.org");
  const client = await new StockClient({ url: server.url, documentId: draft, cookie }).synced();
  const closed = new Promise<number>((resolve) =>
    client.provider.on("connection-close", (event: { code: number } | null) => {
      if (event) resolve(event.code);
    }),
  );
  const answer = await fetch(`${server.url}/logout`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie },
    body: new URLSearchParams(),
  });
  expect(answer.status).toBeLessThan(400);
  // Within a second, by the rooms' own clock (tests/rooms/getting-in.test.ts).
  expect(await closed).toBe(4401);
  client.destroy();
});
