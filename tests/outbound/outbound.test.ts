import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createSocketServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listedAddresses } from "#server/outbound/addresses.ts";
import { isInside } from "#server/outbound/inside.ts";
import { failureCode } from "#server/outbound/failure.ts";
import { createOutbound } from "#server/outbound/index.ts";
import { fc } from "#tests/support/fast-check.ts";

const nothingListed = () => false;
const loopback = listedAddresses("127.0.0.1") ?? nothingListed;
const LIMITS = { milliseconds: 1_500, bytes: 1_000 };

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("[P6] a request to a server that somebody named", () => {
  it("goes to no address inside of a network, however it is written, unless the operator lists it", async () => {
    const outbound = createOutbound({ isListed: nothingListed, limits: LIMITS });
    for (const host of [
      "127.0.0.1",
      "2130706433",
      "0x7f.1",
      "0.0.0.0",
      "10.1.2.3",
      "172.31.0.1",
      "192.168.1.1",
      "169.254.169.254",
      "100.64.0.1",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:a9fe:a9fe]",
      "[64:ff9b::7f00:1]",
      "[2002:7f00:1::]",
      "[fd00::1]",
      "[fe80::1]",
      "localhost",
    ]) {
      await expect(outbound.fetch(`https://${host}/`), host).rejects.toThrow(
        /inside of a private/u,
      );
    }
  });

  it("asks the addresses that the name had when they were looked at, and all of them have to be allowed", async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.headers.host ?? "");
      response.end("here");
    });
    const { port } = new URL(url);
    const answers = [[{ address: "127.0.0.1", family: 4 }], [{ address: "10.0.0.1", family: 4 }]];
    const outbound = createOutbound({
      isListed: loopback,
      limits: LIMITS,
      // A name that has another address each time (DNS rebinding).
      resolve: async () => answers.shift() ?? [],
    });
    const answer = await outbound.fetch(`http://login.example:${port}/`);
    expect(await answer.text()).toBe("here");
    expect(asked).toEqual([`login.example:${port}`]);
    await expect(outbound.fetch(`http://login.example:${port}/`)).rejects.toThrow(/private/u);
    const mixed = createOutbound({
      isListed: loopback,
      resolve: async () => [
        { address: "127.0.0.1", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ],
    });
    await expect(mixed.fetch(`http://login.example:${port}/`)).rejects.toThrow(/private/u);
  });

  it("goes nowhere without TLS but to what is listed, and by no other protocol", async () => {
    const outbound = createOutbound({
      isListed: nothingListed,
      resolve: async () => [{ address: "93.184.215.14", family: 4 }],
    });
    await expect(outbound.fetch("http://login.example/")).rejects.toThrow(/without TLS/u);
    await expect(outbound.fetch("file:///etc/passwd")).rejects.toThrow(/no protocol/u);
  });

  it("follows no redirect, and ends at its limits of size and time", async () => {
    const outbound = createOutbound({ isListed: loopback, limits: LIMITS });
    const url = await serve((request, response) => {
      switch (request.url) {
        case "/redirect":
          response.writeHead(302, { Location: "/elsewhere" }).end();
          break;
        case "/large":
          response.end("x".repeat(1_001));
          break;
        case "/endless": {
          const timer = setInterval(() => response.write("x"), 50);
          response.on("close", () => clearInterval(timer));
          break;
        }
        case "/silent":
          break;
        default:
          response.end("whole");
      }
    });
    expect((await outbound.fetch(`${url}/redirect`)).status).toBe(302);
    expect(await (await outbound.fetch(`${url}/`)).text()).toBe("whole");
    await expect(outbound.fetch(`${url}/large`)).rejects.toThrow(/too much/u);
    await expect(outbound.fetch(`${url}/endless`)).rejects.toThrow(/took too long/u);
    await expect(outbound.fetch(`${url}/silent`)).rejects.toThrow(/took too long/u);
    const neverResolved = createOutbound({
      isListed: loopback,
      limits: LIMITS,
      resolve: () => new Promise(() => undefined),
    });
    await expect(neverResolved.fetch("https://login.example/")).rejects.toThrow(/in time/u);
  });
});

/** A server with a certificate that it signed itself. */
async function serveSelfSigned() {
  const folder = mkdtempSync(path.join(tmpdir(), "self-signed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [key, cert] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const made = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"];
  execFileSync("openssl", ["req", "-x509", ...made, "-subj", "/CN=Example"], { stdio: "ignore" });
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that speaks TLS, and ends each connection with a fatal alert: handshake failure. */
async function serveAlert() {
  const alert = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
  const server = createSocketServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(alert));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("[P6] a request without an answer", () => {
  const outbound = createOutbound({ isListed: loopback, limits: LIMITS });
  const problemAt = async (url: string) =>
    outbound.fetch(url).then(
      () => null,
      (error: Error) => error,
    );

  it.each([
    [
      "has another protocol than its address says",
      async () => (await serve(() => undefined)).replace("http:", "https:"),
      /does not speak TLS, which an address with https:\/\/ needs$/u,
    ],
    ["speaks TLS in no way that both know", serveAlert, /^no TLS connection with .* came about$/u],
    [
      "has a certificate that nobody here trusts",
      serveSelfSigned,
      /^the certificate of 127\.0\.0\.1:\d+ is not trusted: no authority that this server knows has signed it$/u,
    ],
    [
      "takes no connection",
      async () => "http://127.0.0.1:1/",
      /^127\.0\.0\.1:1 refused the connection$/u,
    ],
    [
      "hangs up",
      () => serve((request) => request.socket.destroy()),
      /broke off the connection before it answered$/u,
    ],
  ])(
    "says in plain words that the server %s, and keeps the code for the log",
    async (_what, open, words) => {
      const problem = await problemAt(await open());
      expect(problem?.message).toMatch(words);
      expect(problem?.message).not.toMatch(/error:|routines|ECONN/u);
      expect(failureCode(problem?.cause)).toMatch(/^[A-Z_]+$/u);
    },
  );

  it("says which name has no address", async () => {
    const nobody = createOutbound({
      isListed: loopback,
      resolve: () => Promise.reject(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" })),
    });
    const problem = await nobody.fetch("https://nowhere.example/").catch((error: Error) => error);
    expect(problem).toMatchObject({
      message: "no address was found for nowhere.example",
      cause: { code: "ENOTFOUND" },
    });
  });
});

describe("the list of addresses that an operator allows", () => {
  it("is asked for nothing outside: what is public counts as no address inside", () => {
    const open = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "192.0.1.1", "172.32.0.1"];
    expect(open.filter(isInside)).toEqual([]);
  });

  it("takes addresses and networks, and nothing else", () => {
    const listed = listedAddresses("127.0.0.1, 10.2.0.0/16,fd00::/8");
    expect(["127.0.0.1", "10.2.255.1", "fd12::1"].every((one) => listed?.(one))).toBe(true);
    expect(["127.0.0.2", "10.3.0.1", "fe80::1", "login"].some((one) => listed?.(one))).toBe(false);
    for (const wrong of [
      "",
      "localhost",
      "10.0.0.0/33",
      "10.0.0.0/",
      "10.0.0.0/8/8",
      "1.2.3",
      "::/129",
    ]) {
      expect(listedAddresses(wrong), wrong).toBeNull();
    }
  });

  it("counts every address of IPv4 that is written into one of IPv6 as inside", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isInside(`::ffff:${address}`)).toBe(true);
        expect(isInside(`64:ff9b::${address}`)).toBe(true);
      }),
    );
  });
});
