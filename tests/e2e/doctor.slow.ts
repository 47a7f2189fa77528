import { expect, test } from "@playwright/test";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { DEMO_PASSWORD } from "#prisma/seed/people.ts";
import { installed } from "#tests/support/debian-package.ts";
import { TestServer } from "./support/server.ts";

const DOCTOR = path.resolve(import.meta.dirname, "../../build/process/doctor.js");
const UPGRADES = `proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";`;

interface Found {
  readonly check: string;
  readonly state: string;
  readonly says: string;
  readonly todo: string | null;
}

let folder: string;
let port: number;
let server: TestServer;
let proxy: ChildProcess | null = null;

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "doctor-"));
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  ({ port } = probe.address() as AddressInfo);
  await new Promise((resolve) => probe.close(resolve));
  server = new TestServer({ APP_URL: `http://127.0.0.1:${port}`, TRUST_PROXY: "1" });
  await server.start();
});
test.afterAll(async () => {
  await endProxy();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A real nginx before the server, with these lines for what it passes on. */
async function startProxy(lines: string, host = "$http_host"): Promise<void> {
  await endProxy();
  const file = path.join(folder, "nginx.conf");
  writeFileSync(
    file,
    `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
    proxy_pass ${server.url};
    proxy_set_header Host ${host};
    ${lines}
    }
  }
}
`,
  );
  const program = installed(["/usr/sbin/nginx"], "nginx-light");
  proxy = spawn(program, ["-c", file, "-p", folder], { stdio: "ignore" });
  await expect
    .poll(() =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);
}

async function endProxy(): Promise<void> {
  const running = proxy;
  proxy = null;
  if (!running || running.exitCode !== null) return;
  await new Promise((resolve) => {
    running.once("exit", resolve);
    running.kill("SIGTERM");
  });
}

function doctor(...options: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [DOCTOR, ...options], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATA_DIR: server.dataDir,
      DATABASE_URL: "",
      APP_URL: `http://127.0.0.1:${port}`,
    },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout };
}

function findings(): { status: number | null; found: Record<string, Found | undefined> } {
  const { status, stdout } = doctor("--json");
  const { findings: all } = JSON.parse(stdout) as { findings: Found[] };
  return { status, found: Object.fromEntries(all.map((one) => [one.check, one])) };
}

test("[R32] the doctor finds a server that works, through the proxy and its sockets", async () => {
  await startProxy(UPGRADES);
  const { status, found } = findings();
  expect(found["address"]).toMatchObject({ state: "warning" });
  expect(found["address"]?.says).toContain("answers and is ready, without TLS");
  expect(found["forms"]).toMatchObject({ state: "ok" });
  expect(found["sockets"]).toMatchObject({ state: "ok" });
  expect(found["sockets"]?.says).toContain("came through to the server (4401)");
  expect(found["clock"]).toMatchObject({ state: "ok" });
  expect(found["processes"]).toMatchObject({ state: "ok" });
  expect(found["migrations"]).toMatchObject({ state: "ok" });
  expect(found["storage"]).toMatchObject({ state: "ok" });
  expect(status).toBe(0);
  const { stdout } = doctor();
  expect(stdout).toMatch(/^ok {7}sockets {9}A socket came through/mu);
  expect(stdout).toMatch(/\d+ ok, \d+ warnings, 0 failed\.\s*$/u);
});

test("[R32] the doctor finds a proxy that passes no sockets on", async () => {
  await startProxy("");
  const { status, found } = findings();
  expect(found["address"]).toMatchObject({ state: "warning" });
  expect(found["sockets"]).toMatchObject({ state: "failed" });
  expect(found["sockets"]?.todo).toContain("proxy_http_version 1.1");
  expect(status).toBe(1);
});

test("[R32] the doctor finds a proxy that hides for whom the socket is", async () => {
  await startProxy(`${UPGRADES}\n    proxy_set_header Origin "https://elsewhere.example.org";`);
  const { found } = findings();
  expect(found["sockets"]?.says).toContain("another site (403)");
});

test("forms are our own behind a proxy that passes on another host, without the port", async ({
  page,
}) => {
  // As nginx's own examples have it, and Apache without ProxyPreserveHost.
  for (const host of ["$host", "$proxy_host", "elsewhere.example.org"]) {
    await startProxy(UPGRADES, host);
    expect(findings().found["forms"]).toMatchObject({ state: "ok" });
  }
  await page.goto(`http://127.0.0.1:${port}/login`);
  await page.getByLabel("E-mail address").fill("council.drafter@example.org");
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`http://127.0.0.1:${port}/`);
});

test("[R32] the doctor finds a proxy that hides from where a form comes", async () => {
  await startProxy(`${UPGRADES}\n    proxy_set_header Origin "https://elsewhere.example.org";`);
  expect(findings().found["forms"]?.says).toContain("another site's (403)");
});

test("[R32] the doctor finds a server that is gone behind its proxy, and a proxy that is gone", async () => {
  await startProxy(UPGRADES);
  await server.stop();
  const gone = findings();
  expect(gone.found["address"]?.says).toContain("/healthz answers 502");
  expect(gone.found["forms"]?.says).toContain("answered with 502");
  expect(gone.found["sockets"]?.says).toContain("answered with 502");
  expect(gone.found["processes"]?.says).toBe("No server runs on this database.");
  expect(gone.status).toBe(1);
  await endProxy();
  expect(findings().found["address"]?.says).toContain("does not answer");
});
