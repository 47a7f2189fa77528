import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { onTestFinished } from "vitest";
import { bundled } from "#tests/support/bundled.ts";

/** The server as it is built, in a process of its own, on a port that is free. */
export class ServerProcess {
  readonly #child: ChildProcess;
  /** Its output so far, and what it says of its mistakes. */
  output = "";

  constructor(environment: Readonly<Record<string, string>>) {
    const file = path.join(bundled("server", ["index", "migration-worker"]), "index.js");
    this.#child = spawn(process.execPath, ["--wasm-tiering-budget=180000000", file], {
      env: {
        PATH: process.env["PATH"],
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: "0",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    }
    onTestFinished(() => void this.#child.kill("SIGKILL"));
  }

  /** Resolves when it has printed that, or has ended. */
  async until(words: string): Promise<void> {
    const over = once(this.#child, "close").then(() => true);
    while (!this.output.includes(words)) {
      if ((await Promise.race([over, once(this.#child.stdout ?? this.#child, "data")])) === true)
        return;
    }
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Resolves with its exit code when it has ended. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, "close");
    }
    return this.#child.exitCode;
  }
}
