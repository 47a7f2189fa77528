import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { buildContext } from "./context.ts";
import { readStages, type Stage, type Step } from "./dockerfile.ts";

/** Steps that only the image can do: its own system and folders outside of /app. */
const ONLY_IN_THE_IMAGE = [/^apt-get /, /^mkdir \/data/];

/** Steps whose results the short run takes from the project's folder, where they were just made. */
const MADE_HERE: Readonly<Record<string, string>> = {
  "npm ci --no-audit --no-fund": "node_modules",
  "npm run build": "build",
};

/** The result of a Dockerfile, without an engine: the folder that would be `/` in the image. */
export interface BuiltImage {
  readonly folder: string;
  readonly stage: Stage;
}

/**
 * Executes a Dockerfile's steps in folders of their own, with no file but those that the build
 * context has, and answers the last stage. `nodeFolder` holds the node and npm that it uses. Where it is
 * short, packages and build are those of the project's folder.
 */
export function buildImage(
  root: string,
  into: string,
  { nodeFolder, isShort }: { readonly nodeFolder: string | null; readonly isShort: boolean },
): BuiltImage {
  const context = buildContext(root);
  const folders = new Map<string, string>();
  const stages = readStages(path.join(root, "Dockerfile"));
  let last: BuiltImage | null = null;
  for (const [index, stage] of stages.entries()) {
    const folder = path.join(into, `stage-${index}`);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
    if (stage.name) folders.set(stage.name, folder);
    const build = new StageBuild({ root, context, folder, folders, nodeFolder, isShort });
    for (const step of stage.steps) build.execute(step);
    last = { folder, stage };
  }
  if (!last) throw new Error("The Dockerfile has no stage");
  return last;
}

class StageBuild {
  private workdir = "/";
  private environment: Record<string, string> = {};

  constructor(
    private readonly place: {
      readonly root: string;
      readonly context: readonly string[];
      readonly folder: string;
      readonly folders: ReadonlyMap<string, string>;
      readonly nodeFolder: string | null;
      readonly isShort: boolean;
    },
  ) {}

  execute(step: Step): void {
    if (step.kind === "workdir") {
      this.workdir = path.posix.resolve(this.workdir, step.folder);
      mkdirSync(this.inside(this.workdir), { recursive: true });
    } else if (step.kind === "env") {
      this.environment = { ...this.environment, ...step.values };
    } else if (step.kind === "copy") {
      this.copy(step);
    } else if (step.kind === "run") {
      this.run(step.command);
    }
  }

  private inside(place: string): string {
    return path.join(this.place.folder, path.posix.resolve(this.workdir, place));
  }

  private copy({ stage, from, to }: Extract<Step, { kind: "copy" }>): void {
    for (const source of from) {
      const intoFolder = to.endsWith("/") || from.length > 1;
      if (stage === null) this.copyFromContext(source, to, intoFolder);
      else this.copyFromStage(stage, source, to, intoFolder);
    }
  }

  private copyFromContext(source: string, to: string, intoFolder: boolean): void {
    const wanted = path.posix.normalize(source);
    let copied = 0;
    for (const file of this.place.context) {
      let name: string;
      if (file === wanted) name = intoFolder ? path.posix.basename(file) : "";
      else if (wanted === ".") name = file;
      else if (file.startsWith(`${wanted}/`)) name = file.slice(wanted.length + 1);
      else continue;
      const target = path.join(this.inside(to), name);
      mkdirSync(path.dirname(target), { recursive: true });
      cpSync(path.join(this.place.root, file), target);
      copied += 1;
    }
    if (copied === 0) throw new Error(`COPY ${source}: the build context has no such file`);
  }

  private copyFromStage(stage: string, source: string, to: string, intoFolder: boolean): void {
    const folder = this.place.folders.get(stage);
    if (!folder) throw new Error(`There is no stage "${stage}"`);
    const from = path.join(folder, source);
    if (!existsSync(from)) throw new Error(`COPY --from=${stage} ${source}: it was not made`);
    const isFolder = statSync(from).isDirectory();
    const target = this.inside(to);
    linkOrCopy(from, intoFolder && !isFolder ? path.join(target, path.basename(from)) : target);
  }

  private run(command: string): void {
    if (ONLY_IN_THE_IMAGE.some((pattern) => pattern.test(command))) {
      console.log(`  not run here: ${command.replace(/\s+/g, " ")}`);
      return;
    }
    if (!command.startsWith("npm ")) {
      throw new Error(`RUN ${command}: say in ${import.meta.filename} what becomes of it`);
    }
    const made = MADE_HERE[command];
    if (this.place.isShort && made !== undefined) {
      console.log(`  ${made} of this folder, for ${command}`);
      linkOrCopy(path.join(this.place.root, made), this.inside(made));
      // The one file that npm writes anew, and not over the folder's own.
      const list = path.join(this.inside(made), ".package-lock.json");
      if (existsSync(list)) {
        const text = readFileSync(list);
        rmSync(list);
        writeFileSync(list, text);
      }
      return;
    }
    console.log(`  ${command}`);
    const { NODE_ENV: _, ...machine } = process.env;
    const { nodeFolder } = this.place;
    const { status, stdout, stderr } = spawnSync("sh", ["-ec", command], {
      cwd: this.inside(this.workdir),
      encoding: "utf8",
      env: onlyThese({
        // How this machine reaches the registry: proxies, certificates.
        ...machine,
        ...(nodeFolder ? { PATH: `${nodeFolder}:${machine.PATH}` } : {}),
        ...this.environment,
      }),
    });
    if (status !== 0) throw new Error(`RUN ${command} failed:\n${stdout}\n${stderr}`);
  }
}

/**
 * Makes a file or folder stand in another place as well: by links, which take a tenth of the time, where
 * the system makes them, and else as a copy. Nothing writes into these files afterwards.
 */
function linkOrCopy(from: string, to: string): void {
  if (spawnSync("cp", ["-alT", from, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

/** An environment of these variables alone: NODE_ENV, which the types ask for, is the image's to set. */
export function onlyThese(variables: Readonly<Record<string, string | undefined>>) {
  return variables as unknown as NodeJS.ProcessEnv;
}
