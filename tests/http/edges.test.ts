import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as requestOver, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Registry } from "prom-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { readEnvironment } from "#server/env.ts";
import { createHttp, type HttpOptions } from "#server/http/index.ts";
import { createLog } from "#server/log.ts";
import { listen } from "#server/start/listen.ts";
import { WRITES } from "#tests/attack/writes.ts";

/** Pages that say what reached them. */
const ECHO: HttpOptions["pages"] = {
  load: () =>
    Promise.resolve({
      build: {} as never,
      createRequestHandler: () => async (request, response) => {
        const { method, path: at, protocol, headers } = request;
        const forwarded = headers["x-forwarded-host"];
        response.json({ method, at, protocol, host: headers.host, forwarded });
      },
    }),
  problem: () => null,
  development: null,
};

/** The HTTP side of a server, before pages that say what reached them. */
async function open(variables: Record<string, string> = {}) {
  const root = mkdtempSync(path.join(tmpdir(), "edges-"));
  mkdirSync(path.join(root, "build/client/assets"), { recursive: true });
  writeFileSync(path.join(root, "build/client/assets/desk-1.js"), "// a script\n");
  writeFileSync(path.join(root, "build/client/favicon.svg"), "<svg/>");
  const lines: { level: number; path?: string }[] = [];
  const log = createLog("debug", {
    write: (line) => lines.push(JSON.parse(line) as { level: number; path?: string }),
  });
  const app = createHttp({
    environment: readEnvironment({ NODE_ENV: "production", DATA_DIR: root, ...variables }),
    metrics: new Registry(),
    root,
    log,
    pages: ECHO,
    context: {
      auth: {
        actorFromCookies: () => Promise.resolve(null),
        enrolleeFromCookies: () => Promise.resolve(null),
      },
    } as never,
    checkReady: () => Promise.resolve(),
    readyWarning: () => null,
  });
  const server = createServer(app);
  await listen(server, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const { port } = server.address() as AddressInfo;
  const ask = (
    target: string,
    headers: Record<string, string> = {},
    method = "GET",
    body?: Buffer,
  ) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>(
      (resolve, reject) => {
        const to = { host: "127.0.0.1", port, path: target, method, headers };
        requestOver(to, (answer) => {
          const { statusCode: status = 0, headers: given } = answer;
          text(answer).then((body) => resolve({ status, headers: given, body }), reject);
        })
          .on("error", reject)
          .end(body);
      },
    );
  return { ask, lines };
}

const ORIGIN = "https://desk.example.org:4443";

it("a form with a file may be larger than 2 MB, and no other one", async () => {
  const { ask } = await open();
  const form = Buffer.alloc(3_000_000);
  const sent = async (address: string) => {
    const headers = { "Content-Length": String(form.byteLength) };
    return [address, (await ask(address, headers, "POST", form)).status];
  };
  const writings = Object.values(WRITES).flat();
  const uploads = writings.flatMap(({ upload, address }) => (upload ? [address] : []));
  for (const address of uploads.flatMap((it) => [it, `${it}.data`])) {
    expect(await sent(address)).toEqual([address, 200]);
  }
  expect(await sent("/matters/new")).toEqual(["/matters/new", 413]);
});

describe("a request of a kind that no page has", () => {
  it("is refused with the kinds that there are", async () => {
    const { ask, lines } = await open();
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]) {
      for (const address of ["/login", "/favicon.svg", "/assets/desk-1.js", "/nowhere"]) {
        const { status, headers } = await ask(address, {}, method);
        expect([method, address, status]).toEqual([method, address, 405]);
        expect(headers["allow"]).toBe("GET, HEAD, POST");
      }
    }
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it("gets a part of a file only where there is one, and is no bug of ours", async () => {
    const { ask, lines } = await open();
    for (const address of ["/favicon.svg", "/assets/desk-1.js"]) {
      expect((await ask(address, { Range: "bytes=0-1" })).status).toBe(206);
      const beyond = await ask(address, { Range: "bytes=99999999-" });
      expect(beyond.status).toBe(416);
      expect(beyond.headers["content-range"]).toMatch(/^bytes \*\/\d+$/u);
      expect(beyond.headers["cache-control"]).toBeUndefined();
      expect((await ask(address, { "If-Match": '"another"' })).status).toBe(412);
    }
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });
});

it("the icon is where browsers ask for it unasked, too", async () => {
  const { ask } = await open();
  const { status, headers } = await ask("/favicon.ico");
  expect([status, headers["location"]]).toEqual([301, "/favicon.svg"]);
  expect(await ask(headers["location"] ?? "")).toMatchObject({ status: 200, body: "<svg/>" });
});

describe("the host of a request", () => {
  it("is APP_URL's, whatever a proxy passes on, so that our own forms are known as ours", async () => {
    const { ask } = await open({ APP_URL: ORIGIN });
    for (const host of ["desk.example.org", "127.0.0.1:3000", "a b", "["]) {
      const headers = { Host: host, Origin: ORIGIN, "X-Forwarded-Host": "elsewhere.example" };
      const { status, body, headers: given } = await ask("/login", headers, "POST");
      expect([host, status]).toEqual([host, 200]);
      expect(JSON.parse(body)).toMatchObject({ method: "POST", host: "desk.example.org:4443" });
      expect(JSON.parse(body)).not.toHaveProperty("forwarded");
      expect(given["content-security-policy"]).toContain("wss://desk.example.org:4443");
    }
  });

  it("without APP_URL is the client's, and has to be one", async () => {
    const { ask, lines } = await open();
    const own = await ask("/login", { Host: "desk.example.org:8080" });
    expect(JSON.parse(own.body)).toMatchObject({ host: "desk.example.org:8080" });
    for (const host of ["a b", "[", "a:99999", "user@desk.example.org", "a/b", "a;b"]) {
      expect([host, (await ask("/login", { Host: host })).status]).toEqual([host, 400]);
    }
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it("comes with a scheme of the web, whatever a proxy passes on", async () => {
    const { ask } = await open({ TRUST_PROXY: "1" });
    const schemeOf = async (forwarded: string) => {
      const { body } = await ask("/login", { "X-Forwarded-Proto": forwarded });
      return (JSON.parse(body) as { protocol: string }).protocol;
    };
    expect(await schemeOf("https")).toBe("https");
    expect(await schemeOf("https, http")).toBe("https");
    for (const odd of ["a b", "1", "file", "javascript", "", ",https"]) {
      expect([odd, await schemeOf(odd)]).toEqual([odd, "http"]);
    }
  });

  it("without APP_URL is that of our own forms, with TLS that a proxy ends and without", async () => {
    const { ask } = await open();
    const statusOf = async (host: string, origin: string) =>
      (await ask("/login", { Host: host, Origin: origin }, "POST")).status;
    for (const [host, origin] of [
      ["desk.example.org", "https://desk.example.org"],
      ["desk.example.org", "http://desk.example.org"],
      ["LOCALHOST:4377", "http://localhost:4377"],
      ["desk.example.org:443", "https://desk.example.org"],
      ["desk.example.org:80", "http://desk.example.org"],
      ["[::1]:4377", "http://[::1]:4377"],
    ] as const) {
      expect([host, origin, await statusOf(host, origin)]).toEqual([host, origin, 200]);
    }
    for (const [host, origin] of [
      ["desk.example.org", "ftp://desk.example.org"],
      ["desk.example.org", "https://desk.example.org:4443"],
      ["desk.example.org", "https://desk.example.org.evil.example"],
      ["desk.example.org", "https://evil.example"],
      ["desk.example.org", "https://"],
      ["desk.example.org", "null"],
    ] as const) {
      expect([host, origin, await statusOf(host, origin)]).toEqual([host, origin, 403]);
    }
  });

  it("of another site's form is refused, and of none where the browser says that it is another's", async () => {
    const { ask } = await open({ APP_URL: ORIGIN });
    const foreign: readonly Record<string, string>[] = [
      { Origin: "https://desk.example.org" },
      { Origin: "https://elsewhere.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
    ];
    for (const headers of foreign) {
      const { status } = await ask("/login", headers, "POST");
      expect([headers, status]).toEqual([headers, 403]);
    }
    expect((await ask("/login", { "Sec-Fetch-Site": "same-origin" }, "POST")).status).toBe(200);
  });
});

describe("an address that another was given for", () => {
  it("reaches pages and the log in one spelling, without a link's secret", async () => {
    const { ask, lines } = await open();
    expect(JSON.parse((await ask("/%6Cogin/")).body)).toMatchObject({ at: "/login" });
    await ask("/%63alendar/s3cret.ics");
    await ask("/Calendar/s3cret.ics");
    expect(lines.map(({ path: at }) => at)).toEqual(["/login", "/calendar/…", "/Calendar/…"]);
  });

  it("of a public page has its strict policy and reads no session", async () => {
    const { ask } = await open();
    for (const address of ["/p/slug", "/%70/slug", "/p/slug/", "/p.data", "/p/slug.data"]) {
      const { headers } = await ask(address);
      expect([address, headers["content-security-policy"]]).toEqual([
        address,
        expect.stringContaining("default-src 'none'"),
      ]);
      expect([address, headers["cache-control"]]).toEqual([address, undefined]);
    }
    for (const method of ["PUT", "POST", "OPTIONS"]) {
      const { status, headers } = await ask("/p/slug", {}, method);
      expect([method, status, headers["allow"]]).toEqual([method, 405, "GET, HEAD"]);
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
    }
  });

  it("that no page can have is refused before any page is asked", async () => {
    const { ask } = await open();
    expect(await ask("/p/../login")).toMatchObject({ status: 404 });
    for (const upload of ["/attach/../login", "/attach/%2e%2e/login", "/attach/a/b/%2E./login"]) {
      expect([upload, (await ask(upload, {}, "POST")).status]).toEqual([upload, 404]);
    }
    expect(await ask("//metrics")).toMatchObject({ status: 404 });
    expect(await ask("/p#")).toMatchObject({ status: 404 });
    expect((await ask("/p/../login")).headers["x-content-type-options"]).toBe("nosniff");
    expect(await ask(`/${"a".repeat(1_000)}`)).toMatchObject({ status: 414 });
    expect(await ask(`/__manifest?p=${"/".repeat(7_600)}`)).toMatchObject({ status: 404 });
  });
});
