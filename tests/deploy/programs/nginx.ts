import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { example } from "#tests/deploy/examples.ts";
import { freePorts } from "#tests/support/free-port.ts";
import { HOST_NAME } from "./cluster.ts";
import { program } from "./programs.ts";

const run = promisify(execFile);
const START_MS = 60_000;
/** The processes' addresses as the example has them. */
export const SHOWN = ["10.0.0.11:3000", "10.0.0.12:3000", "10.0.0.13:3000"] as const;

/**
 * The example with what an operator fits replaced. Throws where the example does not have it, so that
 * what is tested stays what is shown.
 */
export function fitted(changes: readonly (readonly [from: string, to: string])[]): string {
  let text = example("nginx/coalition-desk.conf");
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`The example has no "${from}" to fit.`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** nginx with the example, in a folder of its own. */
export class RunningNginx {
  readonly #command: readonly [string, ...string[]];
  #process: ChildProcess | null = null;
  #output = "";

  private constructor(
    readonly folder: string,
    readonly port: number,
    /** The port without TLS. */
    readonly plainPort: number,
    readonly certificate: string,
    upstreams: readonly string[],
    key: string,
  ) {
    const site = path.join(folder, "coalition-desk.conf");
    const config = path.join(folder, "nginx.conf");
    writeFileSync(
      site,
      fitted([
        ...SHOWN.map((address, index) => [address, upstreams[index] ?? ""] as const),
        ["listen 80;", `listen 127.0.0.1:${plainPort};`],
        ["listen 443 ssl;", `listen 127.0.0.1:${port} ssl;`],
        ["/etc/ssl/desk.example.org/fullchain.pem", path.join(folder, "certificate.pem")],
        ["/etc/ssl/desk.example.org/privkey.pem", key],
        ["/var/log/nginx/coalition-desk.log", path.join(folder, "access.log")],
      ]),
    );
    // The lines that a distribution's nginx.conf has around the example.
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
      (use) => `${use}_temp_path ${folder}/${use};`,
    );
    writeFileSync(
      config,
      `pid ${folder}/nginx.pid; error_log stderr warn; worker_processes 2;
       events { worker_connections 512; }
       http { ${temporary.join("\n")} include ${site}; }\n`,
    );
    this.#command = [program("nginx"), "-p", folder, "-c", config];
  }

  static async start(upstreams: readonly string[]): Promise<RunningNginx> {
    const folder = mkdtempSync(path.join(tmpdir(), "nginx-"));
    // Its workers run as another user.
    chmodSync(folder, 0o755);
    const key = certify(folder);
    const [port = 0, plainPort = 0] = await freePorts(2);
    const certificate = readFileSync(path.join(folder, "certificate.pem"), "utf8");
    const nginx = new RunningNginx(folder, port, plainPort, certificate, upstreams, key);
    await nginx.#listen();
    return nginx;
  }

  /** The verdict of nginx on its file. */
  async check(): Promise<string> {
    const [file, ...rest] = this.#command;
    const { stdout, stderr } = await run(file, [...rest, "-t"]);
    return stdout + stderr;
  }

  async reload(): Promise<void> {
    const [file, ...rest] = this.#command;
    await run(file, [...rest, "-s", "reload"]);
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child && child.exitCode === null) {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await gone;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #listen(): Promise<void> {
    const [file, ...rest] = this.#command;
    const child = spawn(file, [...rest, "-g", "daemon off;"], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
    }
    const until = Date.now() + START_MS;
    while (Date.now() < until && child.exitCode === null) {
      if (await isOpen(this.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill("SIGKILL");
    throw new Error(`nginx does not listen:\n${this.#output}`);
  }
}

/** Whether somebody listens there. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** Makes a certificate for the name that people use, which signs itself; returns its key's file. */
function certify(folder: string): string {
  const key = path.join(folder, "key.pem");
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const name = ["-subj", `/CN=${HOST_NAME}`, "-addext", `subjectAltName=DNS:${HOST_NAME}`];
  const files = ["-keyout", key, "-out", path.join(folder, "certificate.pem"), "-days", "2"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...name, ...files], { stdio: "ignore" });
  return key;
}
