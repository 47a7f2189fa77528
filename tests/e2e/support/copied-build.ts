import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startFlags } from "#server/cli/start-flags.ts";
import { TestServer } from "./server.ts";

const root = path.resolve(import.meta.dirname, "../../..");

interface BuiltList {
  readonly modules: Readonly<Record<string, string>>;
}

/** A server on a copy of the build, which a test changes under it. */
export class ServerOfCopiedBuild extends TestServer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "build-"));

  constructor() {
    super();
    for (const name of ["node_modules", "prisma", "server"]) {
      symlinkSync(path.join(root, name), path.join(this.#folder, name));
    }
    cpSync(path.join(root, "package.json"), path.join(this.#folder, "package.json"));
    mkdirSync(path.join(this.#folder, "build"));
    for (const name of ["process", "client"]) {
      cpSync(path.join(root, "build", name), path.join(this.#folder, "build", name), {
        recursive: true,
      });
    }
  }

  protected override command(): [program: string, ...parts: string[]] {
    return [process.execPath, ...startFlags(root), this.fileOf("index.js")];
  }

  /** A file of the copied server. */
  fileOf(name: string): string {
    return path.join(this.#folder, "build/process", name);
  }

  /** The file of a module that the server loads later. */
  fileOfModule(name: string): string {
    return this.fileOf(this.#list().modules[name] ?? `${name}.js`);
  }

  /**
   * Does what a build of the next release does to this one's folder: its modules, which break whoever
   * loads them here, stand under their own names, and are the ones that the list names.
   */
  buildNextRelease(): void {
    const list = this.#list();
    const next: Record<string, string> = {};
    for (const name of Object.keys(list.modules)) {
      next[name] = `${name}-NEXTNEXT.js`;
      for (const file of [`${name}.js`, `${name}-NEXTNEXT.js`]) {
        writeFileSync(this.fileOf(file), 'throw new Error("of the next release");');
      }
    }
    writeFileSync(this.fileOf("built-modules.json"), JSON.stringify({ ...list, modules: next }));
  }

  #list(): BuiltList {
    return JSON.parse(readFileSync(this.fileOf("built-modules.json"), "utf8")) as BuiltList;
  }

  override async remove(): Promise<void> {
    await super.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
