import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import path from "node:path";
import { onlyThese, type BuiltImage } from "./build.ts";
import { lastOf } from "./dockerfile.ts";

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs what a built image would run: its entry point, folder and variables, not as root. */
export class Container {
  private server: ChildProcess | null = null;
  output = "";

  constructor(
    private readonly image: BuiltImage,
    /** The node that the image would have. */
    private readonly node: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  /** `docker compose run app …`: one command to its end. */
  run(words: readonly string[], more: Readonly<Record<string, string>> = {}): Ended {
    const [program, args] = this.line(words);
    const { status, stdout, stderr } = spawnSync(program, args, {
      ...this.options(more),
      encoding: "utf8",
    });
    return { code: status, output: stdout + stderr };
  }

  /** `docker compose up`: the image's own command, until it listens. */
  async start(): Promise<void> {
    const [program, args] = this.line(lastOf(this.image.stage, "cmd")?.words ?? []);
    const child = spawn(program, args, { ...this.options({}), stdio: ["ignore", "pipe", "pipe"] });
    this.server = child;
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (this.output.includes("Listening on ")) resolve();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`it ended with ${code}:\n${this.output}`)));
    });
  }

  /** The exit code of HEALTHCHECK: 0 is healthy. */
  health(): number | null {
    const [program, ...args] = lastOf(this.image.stage, "healthcheck")?.words ?? [];
    return spawnSync(program === "node" ? this.node : String(program), args, this.options({}))
      .status;
  }

  /** `docker compose stop`: SIGTERM; answers the exit code. */
  stop(): Promise<number | null> {
    const { server } = this;
    this.server = null;
    if (!server || server.exitCode !== null) return Promise.resolve(server?.exitCode ?? null);
    return new Promise((resolve) => {
      server.once("exit", (code) => resolve(code));
      server.kill("SIGTERM");
    });
  }

  private line(words: readonly string[]): [string, string[]] {
    const [program, ...args] = [...(lastOf(this.image.stage, "entrypoint")?.words ?? []), ...words];
    if (program === undefined) throw new Error("The image has no entry point in exec form");
    return [program === "node" ? this.node : program, args];
  }

  private options(more: Readonly<Record<string, string>>) {
    const { stage, folder } = this.image;
    const values = stage.steps.flatMap((step) => (step.kind === "env" ? [step.values] : []));
    const workdir = lastOf(stage, "workdir")?.folder ?? "/";
    const isRoot = process.getuid?.() === 0;
    return {
      cwd: path.join(folder, workdir),
      env: onlyThese({
        PATH: process.env["PATH"],
        ...Object.assign({}, ...values),
        ...this.variables,
        ...more,
      }),
      ...(isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}),
    };
  }
}

/** The user that the image runs as: `node` of the official image, or whoever runs this. */
export const UNPRIVILEGED = 1000;
