import { expect } from "@playwright/test";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { TestServer } from "./support/server.ts";
import { test } from "./support/shared-server.ts";

const ENTRY = path.resolve(import.meta.dirname, "../../build/process/index.js");

/** Starts the server where it can't run: what it says, and with what it exits. */
function failToStart(environment: Record<string, string>): { status: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [ENTRY], {
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: "", ...environment },
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status, said: stderr };
}

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "start-"));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a DATABASE_URL that names no database ends the start with a sentence", () => {
  const { status, said } = failToStart({
    DATA_DIR: folder,
    DATABASE_URL: "mysql://localhost/desk",
  });
  expect(said).toContain("DATABASE_URL must be a file: URL (SQLite) or begin with postgresql://");
  expect(status).toBe(1);
});

test("a PostgreSQL that doesn't answer ends the start with a sentence", () => {
  const { status, said } = failToStart({
    DATA_DIR: folder,
    DATABASE_URL: "postgresql://desk:secret@127.0.0.1:9/desk",
  });
  expect(said).toContain("PostgreSQL can't be reached");
  expect(said).not.toContain("secret");
  expect(status).toBe(1);
});

test("a file that is no database ends the start with a sentence", () => {
  const file = path.join(folder, "letter.db");
  writeFileSync(file, "Dear counsel, this is not a database. ".repeat(100));
  const { status, said } = failToStart({ DATA_DIR: folder, DATABASE_URL: `file:${file}` });
  expect(said).toContain("can't be opened");
  expect(status).toBe(1);
});

test("a data folder that can't be written ends the start with a sentence", () => {
  const { status, said } = failToStart({ DATA_DIR: "/proc/desk" });
  expect(said).toContain("(DATA_DIR) can't be written");
  expect(status).toBe(1);
});

test("a variable that makes no sense ends the start with a sentence that names it", () => {
  for (const [name, value] of [
    ["PORT", "eighty"],
    ["APP_URL", "desk.example.org"],
    ["ROOM_JOINS", "0"],
  ] as const) {
    const { status, said } = failToStart({ DATA_DIR: folder, [name]: value });
    expect(said).toContain(name);
    expect(status).toBe(1);
  }
});

test("a port in use ends the start with a sentence", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: path.join(folder, "port"),
      DATABASE_URL: "",
    },
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const status = await new Promise((resolve) => child.once("close", resolve));
  other.close();
  expect(said).toContain(`Port ${port} is in use by another program`);
  expect(status).toBe(1);
});

test("a database newer than the program ends the start with a sentence and stays as it was", async () => {
  const server = new TestServer();
  try {
    const database = server.openDatabase();
    await database.execute(
      `INSERT INTO "_prisma_migrations" ("id","checksum","migration_name","applied_steps_count") VALUES ('x','x','9999_from_the_future',1)`,
    );
    database.close();
    const { status, said } = failToStart({ DATA_DIR: server.dataDir });
    expect(said).toContain("The database is newer than this program");
    expect(status).toBe(1);
  } finally {
    await server.remove();
  }
});

/** The production server, whose memory is asked for. */
class MeasuredServer extends TestServer {
  /** Resident memory, in MiB. */
  get resident(): number {
    const text = readFileSync(`/proc/${this.process?.pid}/smaps_rollup`, "latin1");
    return Number(/^Rss:\s+(\d+) kB/mu.exec(text)?.[1]) / 1024;
  }
}

test("nobody there, it has no data of languages and zones in memory, and holds less than 120 MiB", async ({
  request,
}) => {
  test.skip(process.platform !== "linux", "memory is read from /proc");
  const watch = path.join(folder, "watch-intl.cjs");
  writeFileSync(
    watch,
    `for (const name of ["DateTimeFormat", "NumberFormat", "Collator", "PluralRules"]) {
      const tell = () => process.stderr.write("made Intl." + name + new Error().stack);
      Intl[name] = new Proxy(Intl[name], {
        construct: (made, given, target) => (tell(), Reflect.construct(made, given, target)),
        apply: (made, self, given) => (tell(), Reflect.apply(made, self, given)),
      });
    }
    const { toLocaleString } = Number.prototype;
    Number.prototype.toLocaleString = function (...given) {
      process.stderr.write("wrote a number" + new Error().stack);
      return toLocaleString.apply(this, given);
    };`,
  );
  // Certificates that this machine adds are not the server's.
  const server = new MeasuredServer({
    NODE_OPTIONS: `--require=${watch}`,
    NODE_EXTRA_CA_CERTS: "",
  });
  try {
    await server.start();
    expect((await request.get(`${server.url}/readyz`)).status()).toBe(200);
    expect(server.startOutput + server.output).not.toMatch(/made Intl|wrote a number/u);
    // 106 where it was measured; pages of memory come in other sizes elsewhere.
    expect(server.resident).toBeLessThan(120);
  } finally {
    await server.remove();
  }
});

test("it says when it is alive and ready, stops in order, and exits with 0", async ({
  request,
}) => {
  const server = new TestServer();
  try {
    await server.start();
    expect((await request.get(`${server.url}/healthz`)).status()).toBe(200);
    expect((await request.get(`${server.url}/readyz`)).status()).toBe(200);
    const metrics = await (await request.get(`${server.url}/metrics`)).text();
    for (const name of [
      "process_cpu",
      'event_loop_delay_seconds{quantile="0.99"}',
      "rooms_connections",
      "rooms_open",
      "rooms_held_bytes",
      "rooms_commit_seconds",
      "rooms_commit_drafts",
      "rooms_committed_bytes_total",
      "rooms_waiting_receipts",
      "rooms_refused_barriers_total",
      "rooms_closed_total",
    ]) {
      expect(metrics).toContain(name);
    }
    expect(await server.stop("SIGTERM")).toBe(0);
  } finally {
    await server.remove();
  }
});

test("every page carries strict headers, and a script without this page's nonce does not run", async ({
  page,
  sharedServer: server,
}) => {
  const answer = await page.goto(`${server.url}/login`);
  const headers = answer?.headers() ?? {};
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+';/);
  expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
  expect(headers["content-security-policy"]).toMatch(/style-src 'self' 'nonce-[^']+';/);
  expect(headers["x-frame-options"]).toBe("DENY");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["x-powered-by"]).toBeUndefined();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.stolen = true";
    document.body.append(script);
  });
  expect(await page.evaluate(() => "stolen" in window)).toBe(false);
});

test("a form of another site is refused, and a form over the limit before it is read", async ({
  request,
  sharedServer: server,
}) => {
  const foreign = await request.post(`${server.url}/login`, {
    headers: { Origin: "https://evil.example" },
    form: { email: "a@example.org", password: "x" },
  });
  expect(foreign.status()).toBe(403);
  expect(await foreign.text()).toContain("came from another site");
  const large = await request.post(`${server.url}/login`, {
    form: { email: "a@example.org", password: "x".repeat(3_000_000) },
  });
  expect(large.status()).toBe(413);
  expect(await large.text()).toContain("more than 2 MB");
});
