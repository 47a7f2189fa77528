import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { freePorts } from "#tests/support/free-port.ts";
import { HOST_NAME } from "./cluster.ts";

const run = promisify(execFile);
const examples = path.resolve(import.meta.dirname, "../../../../docs/deploy");
const START_MS = 60_000;

/** Where a proxy under test stands, and before what. */
export interface ProxySite {
  /** Its own folder. */
  readonly folder: string;
  readonly port: number;
  /** The port without TLS. */
  readonly plainPort: number;
  /** A port for what its own program wants one for. */
  readonly controlPort: number;
  /** Files in `folder`, PEM. */
  readonly certificate: string;
  readonly key: string;
  /** The processes' addresses, host and port. */
  readonly upstreams: readonly string[];
}

/** One example of docs/deploy: how its own program checks it, runs it and takes over a change. */
export interface ProxyExample {
  readonly name: string;
  /** Writes the example, fitted to the site, and answers its commands. */
  prepare(site: ProxySite): {
    readonly check: readonly string[];
    readonly start: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    reload(process: ChildProcess): Promise<void>;
  };
}

/**
 * An example with what an operator fits replaced. Throws where the example does not have it, so that
 * what is tested stays what is shown.
 */
export function fitted(file: string, changes: readonly (readonly [from: string, to: string])[]) {
  let text = readFileSync(path.join(examples, file), "utf8");
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${file} has no "${from}" to fit.`);
    text = text.replaceAll(from, to);
  }
  return text;
}

export async function execute(words: readonly string[], environment = {}): Promise<string> {
  const [program = "", ...rest] = words;
  const { stdout, stderr } = await run(program, rest, { env: { ...process.env, ...environment } });
  return stdout + stderr;
}

/** A proxy that runs. */
export class RunningProxy {
  private output = "";

  private constructor(
    private readonly site: ProxySite,
    private readonly prepared: ReturnType<ProxyExample["prepare"]>,
    private process: ChildProcess,
  ) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  static async start(example: ProxyExample, upstreams: readonly string[]): Promise<RunningProxy> {
    const folder = mkdtempSync(path.join(tmpdir(), `${example.name}-`));
    // Its workers run as another user.
    chmodSync(folder, 0o755);
    const [certificate, key] = certify(folder);
    const [port = 0, plainPort = 0, controlPort = 0] = await freePorts(3);
    const site = { folder, port, plainPort, controlPort, certificate, key, upstreams };
    const prepared = example.prepare(site);
    const [program = "", ...rest] = prepared.start;
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...process.env, ...prepared.environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const proxy = new RunningProxy(site, prepared, child);
    await proxy.listening();
    return proxy;
  }

  get port(): number {
    return this.site.port;
  }

  get plainPort(): number {
    return this.site.plainPort;
  }

  get certificate(): string {
    return readFileSync(this.site.certificate, "utf8");
  }

  /** What it printed, for a failing test to show. */
  get said(): string {
    return this.output;
  }

  check(): Promise<string> {
    return execute(this.prepared.check, this.prepared.environment);
  }

  async reload(): Promise<void> {
    await this.prepared.reload(this.process);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    if (this.process.exitCode === null) {
      this.process.kill("SIGTERM");
      const timer = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
      await gone;
      clearTimeout(timer);
    }
    rmSync(this.site.folder, { recursive: true, force: true });
  }

  private async listening(): Promise<void> {
    const until = Date.now() + START_MS;
    while (Date.now() < until && this.process.exitCode === null) {
      if (await isOpen(this.site.port)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.process.kill("SIGKILL");
    throw new Error(`The proxy does not listen:\n${this.output}`);
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

/** A certificate for the name that people use, which signs itself. */
function certify(folder: string): [certificate: string, key: string] {
  const certificate = path.join(folder, "certificate.pem");
  const key = path.join(folder, "key.pem");
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const name = ["-subj", `/CN=${HOST_NAME}`, "-addext", `subjectAltName=DNS:${HOST_NAME}`];
  const files = ["-keyout", key, "-out", certificate, "-days", "2"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...name, ...files], { stdio: "ignore" });
  return [certificate, key];
}
