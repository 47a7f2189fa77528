import { request as requestOver, type IncomingHttpHeaders } from "node:http";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNCIL } from "#prisma/seed/demo-matter.ts";
import { demoPerson, DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { count } from "./figures.ts";
import { openAttacked, visitorOf, type Visitor } from "./people.ts";
import { DRAFT, MATTER, READS } from "./reads.ts";
import { sleep, type AttackedServer } from "./server.ts";

const COUNCIL_DRAFTER = demoPerson(COUNCIL, "drafter").email;

/** An address holds the event loop for less, at the best of so many tries. */
const LIMIT_MS = 50;
const TRIES = 6;

let server: AttackedServer;
let visitors: Visitor[];
const assets = join(import.meta.dirname, "../../build/client/assets");
/** Of the build, as every page says it: the router looks at no path for another. */
const [, version] = /manifest-(\w+)\.js/u.exec(readdirSync(assets).join(" ")) ?? [];
beforeAll(async () => {
  ({ server, visitors } = await openAttacked({ LOG_LEVEL: "debug" }));
  // The pages are loaded with the first request for one.
  await raw("/login");
});
afterAll(() => server.remove());

interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request, its target as it stands: `fetch` would make another of it. */
function raw(
  target: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  count("reads");
  const path = target.replace("version=BUILD", `version=${version}`);
  return new Promise((resolve, reject) => {
    const sent = requestOver(
      { host: "127.0.0.1", port: server.portNumber, path, method, headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () => {
          const { statusCode: status = 0, headers: given } = answer;
          resolve({ status, headers: given, body: Buffer.concat(parts) });
        });
      },
    );
    sent.setTimeout(30_000, () => sent.destroy(new Error(`no answer to ${target.slice(0, 80)}`)));
    sent.on("error", reject);
    sent.end();
  });
}

/** The desk of a draft of the demonstration. */
const DESK = `/documents/${DRAFT}`;

/** Sends that much of a request, and is gone after so many milliseconds. */
async function leave(head: string, body: string, milliseconds: number): Promise<void> {
  count("sockets");
  const socket = connect(server.portNumber, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`${head}Host: 127.0.0.1:${server.portNumber}\r\n\r\n${body}`);
  await sleep(milliseconds);
  socket.destroy();
}

const repeated = (words: string, length: number) => words.repeat(Math.floor(length / words.length));

/** The frozen server of November 2026 (CVE-2026-55685), and what is like it. */
const BOMBS: readonly string[] = [
  ...["p", "paths"].flatMap((name) => [
    ...["/", "/,", "/a", "%2f", "/a,", "%2C", "/%2e", "//a,"].map(
      (words) => `/__manifest?version=BUILD&${name}=${repeated(words, 7_400)}`,
    ),
    `/__manifest?version=BUILD&${repeated(`${name}=/a&`, 7_400)}`,
    `/__manifest?version=BUILD&${name}=${repeated("/a/b/c/d/e/f/g/h,", 7_400)}`,
    `/__manifest?version=BUILD&${name}=/documents/${"a/".repeat(400)}`,
    // As much as it may ask about, each with as many segments as a route has.
    `/__manifest?version=BUILD&${name}=${Array.from({ length: 200 }, (_, at) => `/matters/a${at}/dockets/b/events/c`).join(",")}`,
  ]),
  `/__manifest?${"&".repeat(7_000)}`,
  "/__manifest/",
  "/__manifest.data?p=////////",
  `/login.data?_routes=${repeated("routes/login,", 7_000)}`,
  `/_root.data?${repeated("_routes=a&", 7_000)}`,
  `/_root.data?index&${repeated("index=&", 1_000)}`,
  `/${repeated("/", 900)}`,
  repeated("/a", 7_000),
  repeated("/a", 32),
  `/p/${repeated("%2f", 900)}`,
  `/p/${repeated("%252f", 900)}`,
  `/documents/${repeated("a.", 900)}pdf`,
  `/${"a".repeat(999)}.data`,
  `/${"a".repeat(12_000)}`,
  `/verify?${repeated("hash=a&", 12_000)}`,
  `/verify?hash=${"a".repeat(12_000)}`,
  `/login?next=${repeated("/..%2f", 12_000)}`,
  `/login?${repeated("next[]=a&", 12_000)}`,
  `/p/${MATTER}?lang=${repeated("%2525", 12_000)}`,
];

describe("an address that is a bomb", () => {
  it.each(BOMBS.map((bomb) => [bomb.slice(0, 60), bomb]))(
    "holds the server for no longer than another: %s",
    async (_beginning, bomb) => {
      let ms = Infinity;
      for (let tried = 0; tried < TRIES && ms >= LIMIT_MS; tried += 1) {
        await server.longestDelay();
        const { status } = await raw(bomb);
        expect(status).toBeLessThan(500);
        ms = Math.min(ms, await server.longestDelay());
      }
      count("delay", ms);
      expect(ms).toBeLessThan(LIMIT_MS);
    },
  );

  it("is told from a question to the router that a page of this build asks, which is answered", async () => {
    const asked = await raw("/__manifest?version=BUILD&paths=%2Flogin%2C%2Fverify");
    expect(asked.status).toBe(200);
    expect(Object.keys(JSON.parse(asked.body.toString()) as object)).toContain("routes/login");
    expect((await raw("/login.data")).status).toBe(200);
  });

  it("is told what is wrong with it", async () => {
    expect(await raw(`/${"a".repeat(1_000)}`)).toMatchObject({ status: 414 });
    expect(await raw(`/verify?${"a&".repeat(200)}`)).toMatchObject({ status: 414 });
    expect(await raw(`/verify?${"a".repeat(17_000)}`)).toMatchObject({ status: 414 });
    expect(await raw("/a".repeat(17))).toMatchObject({ status: 404 });
    expect(await raw("/p/../login")).toMatchObject({ status: 404 });
    const { body } = await raw("/a%E0%A4%A");
    expect(body.toString()).toBe(
      "Nothing is at that address. Copy the whole link again, or type it anew.\n",
    );
  });
});

describe("an address in another spelling", () => {
  it("of a public page carries nobody's session, or leads nowhere", async () => {
    const { cookie } = visitorOf(visitors, "lead", "drafter");
    const strict = (await raw(`/p/${MATTER}`)).headers["content-security-policy"];
    expect(strict).toContain("default-src 'none'");
    for (const target of [
      `/P/${MATTER}`,
      `/%70/${MATTER}`,
      `/%50/${MATTER}`,
      `/p/${MATTER}/`,
      `/p/${MATTER}.data`,
      `/p/${MATTER}/feed`,
      `/p%2f${MATTER}`,
      `//p/${MATTER}`,
      `/p//${MATTER}`,
      `/./p/${MATTER}`,
      `/login/../p/${MATTER}`,
      `/login/%2e%2e/p/${MATTER}`,
      `\\p\\${MATTER}`,
      "/p.data",
      "/p#",
      "/p.data#",
      `/p/${MATTER}#`,
      "/p/",
      "/P",
    ]) {
      const { status, headers } = await raw(target, { headers: { Cookie: cookie ?? "" } });
      const isStrict = headers["content-security-policy"] === strict;
      expect([target, status === 400 || status === 404 || isStrict]).toEqual([target, true]);
      expect([target, headers["set-cookie"]]).toEqual([target, undefined]);
    }
  });

  it("leaves no secret of a link in the log", async () => {
    const secret = "s3cret".repeat(7);
    for (const target of [
      `/calendar/${secret}.ics`,
      `/Calendar/${secret}.ics`,
      `/CALENDAR/${secret}.ics.data`,
      `/%63alendar/${secret}.ics`,
      `/c%41lendar/${secret}.ics`,
      `//calendar/${secret}.ics`,
      `/./calendar/${secret}.ics`,
      `/x/../calendar/${secret}.ics`,
      `/calendar//${secret}.ics`,
      `/calendar/${secret}%00.ics`,
      `/calendar%2F${secret}`,
      `/calendar%20/${secret}`,
      `/invitations.data/${secret}`,
      `/invitations%3F${secret}`,
      `/invitations/${secret}`,
      `/Invitations/${secret}/`,
      `/mail/unsubscribe/${secret}`,
      `/MAIL/Unsubscribe/${secret}`,
    ]) {
      expect((await raw(target)).status).toBeGreaterThanOrEqual(400);
    }
    await raw("/login");
    expect(server.output).toContain("answered");
    expect(server.output).not.toContain(secret);
  });
});

describe("what nobody's page sends", () => {
  /** Every page and file, as a stranger has its address. */
  const addresses = [
    ...new Set(Object.values(READS).flatMap((readings) => readings.map(({ address }) => address))),
    "/favicon.svg",
    "/desk-worker.js",
    "/nowhere",
    "/attach-file/agency-event/x",
    "/documents/x/looked",
    "/theme",
    "/__manifest?version=BUILD&paths=%2Flogin",
  ];
  const METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "SEARCH", "PURGE"];

  it("is no way to write: every other method is refused at every address, with those that there are", async () => {
    for (const address of addresses) {
      for (const method of METHODS) {
        const { status, headers } = await raw(address, { method });
        expect([address, method, status]).toEqual([address, method, 405]);
        expect(headers["allow"]).toContain("GET, HEAD");
      }
    }
  });

  it("is answered with a part of a file only where the file has it", async () => {
    const script = readdirSync(assets).find((name) => name.endsWith(".js")) ?? "";
    for (const address of [`/assets/${script}`, "/favicon.svg"]) {
      const { status, headers, body } = await raw(address, { headers: { Range: "bytes=0-9" } });
      expect([address, status, body.length]).toEqual([address, 206, 10]);
      for (const encoding of ["identity", "br"]) {
        const beyond = await raw(address, {
          headers: { Range: "bytes=99999999-", "Accept-Encoding": encoding },
        });
        expect([address, beyond.status]).toEqual([address, 416]);
        expect(beyond.headers["content-range"]).toMatch(/^bytes \*\/\d+$/u);
        expect(beyond.headers["content-encoding"]).toBeUndefined();
        expect(beyond.body.toString()).toContain("no such part");
      }
      const other = await raw(address, { headers: { "If-Match": '"another"' } });
      expect([address, other.status]).toEqual([address, 412]);
      expect(headers["content-range"]).toMatch(/^bytes 0-9\/\d+$/u);
    }
  });

  it("writes no line that calls somebody out of bed", async () => {
    const odd: Record<string, string>[] = [
      { Range: "bytes=99999999-" },
      { Range: "bytes=9-1,5-,-0" },
      { Range: "rows=1" },
      { "If-Match": '"x"' },
      { "If-None-Match": `${'"a", '.repeat(200)}*` },
      { "If-Modified-Since": "never" },
      { "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT" },
      { Cookie: "session=%00; auth_session=%E0%A4%A; theme=%00; =; ;;;" },
      { Cookie: `auth_session=${"x".repeat(4_000)}` },
      { Accept: "x/y;q=a", "Accept-Language": "*-*;q=9", "Accept-Encoding": "zstd, ;q=," },
      { "X-Forwarded-Host": "elsewhere.example:99999", "X-Forwarded-Proto": "javascript" },
      { "X-Forwarded-Proto": "a b" },
      { "X-Forwarded-For": "a, b, [::", "User-Agent": "\u00ff".repeat(300) },
      { Host: "a b" },
      { Host: "[" },
      { Host: "a:99999" },
      { Host: "user@desk.example.org" },
      { Origin: "null" },
      { Host: "localhost:1", Origin: "https://localhost:1" },
      { Host: "localhost:1", Origin: "ftp://localhost:1" },
      { Host: "localhost:0", Origin: "http://localhost:0" },
      { Host: "[::1]:4377", Origin: "http://[::1]:4377" },
      { Origin: "://", Referer: "\u00ff" },
      { "Content-Type": "multipart/form-data; boundary=", "Content-Length": "0" },
    ];
    const mostly = addresses.filter((_address, at) => at % 4 === 0);
    const visited = [...new Set([...mostly, "/", "/login", `/p/${MATTER}`, "/favicon.svg"])];
    for (const address of visited) {
      for (const headers of odd) {
        for (const method of ["GET", "POST", "HEAD"]) {
          const { status } = await raw(address, { method, headers });
          expect([address, method, headers, status < 500]).toEqual([
            address,
            method,
            headers,
            true,
          ]);
        }
      }
    }
    for (const target of [
      "*",
      "http://elsewhere.example/login",
      "/verify?hash=%00",
      "/verify?hash=%ED%A0%80",
      `/p/${MATTER}?lang=%00`,
      "/documents/%00",
      "/documents/%ED%A0%80.pdf",
      "/documents/x/versions/9007199254740993",
      "/documents/x/versions/-1",
      "/documents/x/preview/1e9?width=1e9",
      "/account%00",
    ]) {
      expect([target, (await raw(target)).status < 500]).toEqual([target, true]);
    }
    // Whoever goes before the answer is there, before, in and behind their form.
    const { cookie } = visitorOf(visitors, "lead", "drafter");
    for (const address of ["/", "/login", DESK, `${DESK}.pdf`, `/p/${MATTER}`]) {
      for (const wait of [0, 1, 3, 10, 30]) {
        await leave(`GET ${address} HTTP/1.1\r\nCookie: ${cookie}\r\n`, "", wait);
        const form = `POST ${address} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
        await leave(`${form}Content-Length: 500\r\nCookie: ${cookie}\r\n`, "email=a", wait);
        await leave(`${form}Content-Length: 7\r\n`, "email=a", wait);
      }
    }
    expect((await raw("/login")).status).toBe(200);
    const loud = server.output
      .split("\n")
      .filter((line) => /"level":(?:[5-9]|\d{3})/u.test(line))
      .map((line) => line.slice(0, 300));
    expect(loud).toEqual([]);
  });
});

describe("behind a proxy that ends TLS", () => {
  it("our own forms are taken, whatever it passes on of host and scheme, and no others", async () => {
    const origin = "https://desk.example.org:4443";
    const { server: proxied } = await openAttacked({ APP_URL: origin, TRUST_PROXY: "1" });
    const signIn = async (headers: Record<string, string>) => {
      count("forms");
      const body = new URLSearchParams({ email: COUNCIL_DRAFTER, password: DEMO_PASSWORD });
      return (await proxied.send("/login", { method: "POST", headers, body })).status;
    };
    try {
      expect(await signIn({ Origin: origin })).toBe(302);
      for (const forwarded of ["http", "https", "a b"]) {
        const headers = { Origin: origin, "X-Forwarded-Proto": forwarded };
        expect([forwarded, await signIn(headers)]).toEqual([forwarded, 302]);
      }
      expect(await signIn({ Origin: origin, "X-Forwarded-Host": "elsewhere.example" })).toBe(302);
      for (const other of ["https://desk.example.org", "http://desk.example.org:4443", "null"]) {
        expect([other, await signIn({ Origin: other })]).toEqual([other, 403]);
      }
      const secret = "s3cret".repeat(7);
      await proxied.send(`/calendar/${secret}.ics`, { headers: { "X-Forwarded-Proto": "a b" } });
      expect(proxied.output).not.toContain(secret);
      expect(proxied.output).not.toMatch(/"level":(?:[5-9]|\d{3})/u);
    } finally {
      await proxied.remove();
    }
  });
});
