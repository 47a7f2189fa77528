import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataAddress } from "./answers.ts";
import { count } from "./figures.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { form, type AttackedServer } from "./server.ts";
import { WRITES } from "./writes.ts";

/** Bodies with which item 1 of the attack froze the server, and others like them. */
const BOMBS: readonly string[] = [
  "zzz[20000000]=x",
  "roles[1500000]=admin",
  "a=&".repeat(25_000),
  `${"a.".repeat(5_000)}b=x`,
  `${"a[0].".repeat(2_000)}b=x`,
  Array.from({ length: 400 }, (_, at) => `a${at}[199].b[199].c=x`).join("&"),
  "requiredOrganizationIds=x&".repeat(20_000),
  "&".repeat(400_000),
  `__intent__=${encodeURIComponent('{"type":"insert","payload":{"name":"plaintiffs","index":20000000}}')}`,
  `__intent__=${"[".repeat(200_000)}`,
  `__proto__[x]=1&constructor.prototype.x=1`,
];

/** Bounds: a form holds the event loop for less, at the best of so many tries. */
const LIMIT_MS = 50;
const TRIES = 6;

let server: AttackedServer;
let visitors: Visitor[];
beforeAll(async () => {
  ({ server, visitors } = await openAttacked());
});
afterAll(() => server.remove());

const URLENCODED = { "Content-Type": "application/x-www-form-urlencoded" };
const BOUNDARY = "----attack";
const MULTIPART = { "Content-Type": `multipart/form-data; boundary=${BOUNDARY}` };

/** Many fields, or one of a deep name, in the parts of a form that could carry a file. */
const inParts = (names: readonly string[]) =>
  names
    .map((name) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nx\r\n`)
    .join("") + `--${BOUNDARY}--\r\n`;
const PART_BOMBS = [
  inParts(Array.from({ length: 10_000 }, () => "a")),
  inParts(["zzz[20000000]"]),
  inParts([`${"a.".repeat(2_000)}b`]),
  inParts([]).repeat(1_000),
];

interface Held {
  readonly ms: number;
  readonly address: string;
  readonly who: string;
  readonly body: string;
}

async function heldBy(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { cookie, name }: Visitor,
): Promise<Held> {
  let ms = Infinity;
  for (let tried = 0; tried < TRIES && ms >= LIMIT_MS; tried += 1) {
    count("forms");
    await server.longestDelay();
    const { status } = await server.send(address, { method: "POST", cookie, body, headers });
    ms = Math.min(ms, await server.longestDelay());
    expect([address, body.slice(0, 60), status < 500]).toEqual([address, body.slice(0, 60), true]);
  }
  count("delay", ms);
  return { ms, address, who: name, body: `${body.slice(0, 60)} (${body.length})` };
}

describe("a form that is a bomb", () => {
  const targets = Object.values(WRITES).flatMap((forms) => {
    const addresses = [...new Set(forms.map(({ address }) => address))];
    const isUpload = forms.some(({ upload }) => upload);
    return addresses.map((address) => ({ address, isUpload }));
  });

  it(`holds the event loop for less than ${LIMIT_MS} ms, on every form, from nobody and from who may`, async () => {
    const senders = [visitors[0], visitorOf(visitors, "lead", "drafter")].flatMap(
      (one) => one ?? [],
    );
    // Code that is compiled with the first of each is no work of the body's.
    for (const { address } of targets) {
      for (const { cookie } of senders) {
        for (let time = 0; time < 3; time += 1) {
          const sending = { method: "POST", cookie, body: "a=b", headers: URLENCODED };
          await server.send(dataAddress(address), sending);
        }
      }
    }
    const held: Held[] = [];
    for (const [at, { address, isUpload }] of targets.entries()) {
      // All but the soak send each bomb to a third of the forms, the short form by both in turns; and all
      // of them, by both, to the first three.
      const isSent = (number: number, by: number) =>
        form === "soak" ||
        at < 3 ||
        ((number + at) % 3 === 0 && (form === "ordinary" || (number + at + by) % 2 === 0));
      for (const [by, who] of senders.entries()) {
        for (const body of BOMBS.filter((_bomb, number) => isSent(number, by))) {
          held.push(await heldBy(dataAddress(address), body, URLENCODED, who));
        }
        for (const body of isUpload || form === "soak" ? PART_BOMBS : []) {
          held.push(await heldBy(dataAddress(address), body, MULTIPART, who));
        }
      }
    }
    held.sort((one, other) => other.ms - one.ms);
    console.log(`longest of ${held.length} forms:`, held.slice(0, 3));
    expect(held.filter(({ ms }) => ms >= LIMIT_MS)).toEqual([]);
  });

  it("is answered with a sentence, and everybody else is served meanwhile", async () => {
    const answer = await server.send("/login.data", {
      method: "POST",
      body: BOMBS[0],
      headers: URLENCODED,
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Nothing of it was saved");
    const flood = Array.from({ length: 40 }, (_, at) =>
      server.send("/login.data", { method: "POST", body: BOMBS[at % 3], headers: URLENCODED }),
    );
    const page = await server.send("/login");
    expect(page.status).toBe(200);
    await Promise.all(flood);
  });
});
