import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "#tests/support/free-port.ts";
import { TestServer } from "./support/server.ts";
import { cookieOf } from "./support/socket.ts";
import { seedOf } from "#tests/support/seed.ts";

/**
 * Bodies of forms that nobody's page sends, at a server that runs as it does for people: none of them
 * holds its event loop for 50 ms. `FORM_FUZZ=7 npx playwright test form-fuzz` repeats a run.
 */

const LIMIT_MS = 50;
/** Garbage is collected in some of them: the best of so many counts. */
const TRIES = 6;
const isShort = process.env["SLOW"] === "short";
const BODIES = isShort ? 40 : 120;

/** The server with a look at its event loop loaded before it. */
class WatchedServer extends TestServer {
  protected override command(): [string, ...string[]] {
    const [program, ...parts] = super.command();
    return [
      program,
      "--import",
      path.join(import.meta.dirname, "support/loop-delay.mjs"),
      ...parts,
    ];
  }
}

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const NAMES = [
  "email",
  "password",
  "zzz",
  "roles",
  "partyIds",
  "plaintiffs",
  "signers",
  "a",
  "__proto__",
  "constructor",
  "intent",
  "__intent__",
  "__state__",
  "enforces",
  "letter",
  "address",
];

/** Bodies that were found by attack, each in its own words; the rest is made of the same pieces. */
const FOUND = [
  "zzz[20000000]=x",
  "roles[1500000]=admin",
  "a=&".repeat(25_000),
  `${"a.".repeat(5_000)}b=x`,
  `${"a[0].".repeat(2_000)}b=x`,
  "&".repeat(400_000),
  "plaintiffs[0].name=x&".repeat(5_000),
  Array.from({ length: 400 }, (_, at) => `a${at}[199].b[199].c=x`).join("&"),
  Array.from({ length: 1_000 }, (_, at) => `plaintiffs[${at % 200}].name=x`).join("&"),
  "enforces=x&".repeat(200),
  `email=${"a".repeat(1_900_000)}`,
  `email=${encodeURIComponent("é").repeat(300_000)}`,
  `__intent__=${encodeURIComponent('{"type":"insert","payload":{"name":"plaintiffs","index":20000000}}')}`,
  `__intent__=${"[".repeat(200_000)}`,
  `__state__=${"[".repeat(200_000)}`,
];

function bodyFrom(random: () => number): string {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const count = pick([1, 2, 10, 49, 51, 200, 1_000, 5_000, 30_000]);
  const fields: string[] = [];
  for (let at = 0; at < count; at += 1) {
    let name = pick(NAMES) + (random() < 0.2 ? String(at) : "");
    const depth = pick([0, 0, 1, 2, 3, 8]);
    for (let level = 0; level < depth; level += 1) {
      name += pick([
        "[]",
        "[0]",
        `[${Math.floor(random() * 210)}]`,
        "[99999999]",
        ".name",
        ".",
        "[x]",
      ]);
    }
    const value = pick(["", "x", "on", "%E9", "%", "a".repeat(pick([10, 100, 3_000]))]);
    fields.push(`${name}=${value}`);
    if (fields.length * 20 > 1_900_000) break;
  }
  return fields.join(pick(["&", "&", "&&"])).slice(0, 1_990_000);
}

test("no body of a form holds the event loop for 50 ms", async () => {
  test.setTimeout(240_000);
  const seed = seedOf("FORM_FUZZ");
  console.log(`form-fuzz seed ${seed}`);
  const random = numbersFrom(seed);
  const loopPort = await freePort();
  const server = new WatchedServer({ LOOP_PORT: String(loopPort) });
  const longest = async () => Number(await (await fetch(`http://127.0.0.1:${loopPort}`)).text());
  try {
    await server.start();
    const cookie = await cookieOf(server.url, "council.drafter@example.org");
    const send = async (address: string, body: string) => {
      const answer = await fetch(`${server.url}${address}`, {
        method: "POST",
        redirect: "manual",
        body,
        headers: {
          Cookie: address.startsWith("/login") ? "" : cookie,
          "Content-Type": "application/x-www-form-urlencoded",
        },
      });
      await answer.arrayBuffer();
      return answer.status;
    };
    const addresses = [
      "/login.data",
      "/theme",
      "/account.data",
      "/matters/new.data",
      "/matters/ice-enforcement-priorities/dockets/new.data",
      "/documents/demo-request-weekly-reports/facts.data",
      "/login",
    ];
    // Loading and compiling with the first of each is no work of the body's.
    for (const address of addresses) {
      for (let time = 0; time < 5; time += 1) await send(address, "a=b&plaintiffs[0].name=x");
    }
    const bodies = [...FOUND, ...Array.from({ length: BODIES }, () => bodyFrom(random))];
    const held: { readonly ms: number; readonly address: string; readonly body: string }[] = [];
    for (const body of bodies) {
      const address = addresses[Math.floor(random() * addresses.length)] ?? "/login.data";
      for (const to of FOUND.includes(body) && !isShort ? addresses : [address]) {
        let best = Infinity;
        for (let time = 0; time < TRIES && best >= LIMIT_MS; time += 1) {
          await longest();
          const status = await send(to, body);
          best = Math.min(best, await longest());
          expect([to, body.slice(0, 60), status < 500]).toEqual([to, body.slice(0, 60), true]);
        }
        held.push({ ms: best, address: to, body: `${body.slice(0, 60)} (${body.length})` });
      }
    }
    held.sort((one, other) => other.ms - one.ms);
    console.log(`longest of ${held.length}:`, held.slice(0, 5));
    expect(held.filter(({ ms }) => ms >= LIMIT_MS)).toEqual([]);
  } finally {
    await server.remove();
  }
});
