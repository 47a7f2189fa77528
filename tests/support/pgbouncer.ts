import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";
import { installed } from "./debian-package.ts";
import { freePort } from "./free-port.ts";
import { PATIENCE_MS } from "./patience.ts";

/** The address of a real PgBouncer in transaction mode before that database, for one test. */
export async function openPooler(databaseUrl: string): Promise<string> {
  const program = installed(["/usr/sbin/pgbouncer"], "pgbouncer");
  const target = new URL(databaseUrl);
  const folder = mkdtempSync(path.join(tmpdir(), "pgbouncer-"));
  const port = await freePort();
  const file = path.join(folder, "pgbouncer.ini");
  const name = target.pathname.slice(1);
  writeFileSync(
    file,
    `[databases]
${name} = host=${target.hostname} port=${target.port} user=${target.username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 5
ignore_startup_parameters = extra_float_digits
`,
  );
  // It refuses to run as root.
  const identity =
    process.getuid?.() === 0
      ? {
          uid: Number(execFileSync("id", ["-u", "postgres"])),
          gid: Number(execFileSync("id", ["-g", "postgres"])),
        }
      : {};
  if (identity.uid !== undefined) {
    chownSync(folder, identity.uid, identity.gid);
    chownSync(file, identity.uid, identity.gid);
  }
  chmodSync(folder, 0o700);
  const pooler = spawn(program, [file], { stdio: "ignore", cwd: folder, ...identity });
  onTestFinished(() => {
    pooler.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `postgresql://${target.username}@127.0.0.1:${port}/${name}`;
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return url;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`PgBouncer did not answer within ${PATIENCE_MS / 1000} seconds of its start.`);
}
