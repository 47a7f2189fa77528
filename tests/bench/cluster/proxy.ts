import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fitted, isOpen, SHOWN } from "#tests/deploy/programs/nginx.ts";
import { program } from "#tests/deploy/programs/programs.ts";

const RULE = "max_fails=1 fail_timeout=2s;";

/** nginx with the example of docs/deploy, but for TLS, whose cost is not the server's. */
export class Nginx {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Before these ports; `hash`: whether each draft has its process, or connections go in turn. */
  static async start(port: number, ports: readonly number[], hash: boolean): Promise<Nginx> {
    const folder = mkdtempSync(path.join(tmpdir(), "bench-nginx-"));
    // Its workers run as another user.
    chmodSync(folder, 0o755);
    const servers = ports.map((each) => `server 127.0.0.1:${each} ${RULE}`).join("\n  ");
    const site = fitted([
      ["hash $desk_key consistent;", hash ? "hash $desk_key consistent;" : ""],
      ...SHOWN.map((shown, at) => [`server ${shown} ${RULE}`, at === 0 ? servers : ""] as const),
      ["listen 80;", `listen 127.0.0.1:${port + 1};`],
      ["listen 443 ssl;", `listen 127.0.0.1:${port};`],
      ["ssl_certificate ", "# ssl_certificate "],
      ["ssl_certificate_key ", "# ssl_certificate_key "],
      ["ssl_protocols ", "# ssl_protocols "],
      ["server_name desk.example.org", "server_name localhost"],
      ["/var/log/nginx/coalition-desk.log", path.join(folder, "access.log")],
      ["/var/cache/coalition-desk", path.join(folder, "cache")],
    ]);
    const config = path.join(folder, "nginx.conf");
    writeFileSync(path.join(folder, "site.conf"), site);
    writeFileSync(
      config,
      `pid ${folder}/nginx.pid; error_log stderr crit; worker_processes 2;
       worker_rlimit_nofile 20000; events { worker_connections 8192; }
       http {
         ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
           .map((use) => `${use}_temp_path ${folder}/${use};`)
           .join("\n")}
         include ${folder}/site.conf;
       }\n`,
    );
    const words = ["-p", folder, "-c", config, "-g", "daemon off;"];
    const child = spawn(program("nginx"), words, { stdio: ["ignore", "ignore", "inherit"] });
    const nginx = new Nginx(folder, child);
    for (let tries = 0; !(await isOpen(port)); tries += 1) {
      if (tries === 100 || child.exitCode !== null) {
        await nginx.stop();
        throw new Error("nginx does not listen");
      }
      await sleep(50);
    }
    return nginx;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    if (this.child.exitCode === null) {
      this.child.kill("SIGTERM");
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
