import { expect, test } from "@playwright/test";
import { WebSocket } from "ws";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { TestServer } from "./support/server.ts";
import { cookieOf } from "./support/socket.ts";

/** The limits that are settings do what their variables say, in the server as it is started (R1, R22). */

const ANA = "council.drafter@example.org";
const INES = "ilrc.drafter@example.org";
const DANI = "mijente.drafter@example.org";

/** Whoever asks comes from the address that the proxy in front names. */
const from = (address: string) => ({ "X-Forwarded-For": address });

let server: TestServer;
test.beforeAll(async () => {
  server = new TestServer({
    TRUST_PROXY: "1",
    ROOM_JOINS_PER_ADDRESS: "2",
    ROOM_JOINS: "3",
    SIGN_IN_TRIES_PER_ACCOUNT: "2",
    SIGN_IN_TRIES_PER_ADDRESS: "4",
  });
  await server.start();
});
test.afterAll(() => server.remove());

test("[R1] ROOM_JOINS_PER_ADDRESS and ROOM_JOINS bound who may be joining from one address, and in all", async () => {
  const cookie = await cookieOf(server.url, ANA);
  const sockets: WebSocket[] = [];
  /** Connects and says nothing, so that it stays joining; answers why it was closed, if it was. */
  const join = (address: string) => {
    const path = `/rooms/demo-request-weekly-reports?schema=${SCHEMA_VERSION}`;
    const socket = new WebSocket(server.url.replace("http", "ws") + path, {
      headers: { Origin: server.url, Cookie: cookie, ...from(address) },
    });
    sockets.push(socket);
    return new Promise<number | "in">((resolve) => {
      socket.on("close", resolve);
      socket.on("error", () => undefined);
      // Too many are closed before the server reads anything; the others have ten seconds.
      socket.on("open", () => socket.ping());
      socket.on("pong", () => resolve("in"));
    });
  };
  expect(await join("192.0.2.1")).toBe("in");
  expect(await join("192.0.2.1")).toBe("in");
  expect(await join("192.0.2.1")).toBe(1013);
  expect(await join("192.0.2.2")).toBe("in");
  expect(await join("192.0.2.3")).toBe(1013);
  sockets[0]!.close();
  await expect.poll(() => join("192.0.2.3")).toBe("in");
  for (const socket of sockets) socket.terminate();
});

test("SIGN_IN_TRIES_PER_ACCOUNT and SIGN_IN_TRIES_PER_ADDRESS bound how often a password may be wrong", async () => {
  const signIn = async (address: string, email: string, password = DEMO_PASSWORD) => {
    const { status } = await fetch(`${server.url}/login`, {
      method: "POST",
      redirect: "manual",
      headers: from(address),
      body: new URLSearchParams({ email, password }),
    });
    return status;
  };
  // Two wrong ones for an account from an address; not even the right one is looked at after that.
  expect(await signIn("192.0.2.1", ANA, "wrong")).toBe(400);
  expect(await signIn("192.0.2.1", ANA, "wrong")).toBe(400);
  expect(await signIn("192.0.2.1", ANA)).toBe(429);
  expect(await signIn("192.0.2.1", INES)).toBe(302);
  expect(await signIn("192.0.2.2", ANA)).toBe(302);
  // Four from an address, over all accounts.
  for (const email of ["a@example.org", "b@example.org", "c@example.org", "d@example.org"]) {
    expect(await signIn("192.0.2.3", email, "wrong")).toBe(400);
  }
  expect(await signIn("192.0.2.3", DANI)).toBe(429);
  expect(await signIn("192.0.2.4", DANI)).toBe(302);
});
