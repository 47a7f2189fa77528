import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

export const root = path.resolve(import.meta.dirname, "../..");

/** A built release: the folder that holds its `build`, its migrations and its packages. */
export interface Release {
  readonly name: "old" | "new";
  readonly folder: string;
}

/** The commit that previous.txt names. */
export function previousCommit(): string {
  const text = readFileSync(path.join(import.meta.dirname, "previous.txt"), "utf8");
  const commit = text.trimEnd().split("\n").at(-1) ?? "";
  if (!/^[0-9a-f]{40}$/u.test(commit)) throw new Error(`previous.txt names no commit: "${commit}"`);
  return commit;
}

/** Why the commit can't be built here, as a sentence; null where it can. */
export function whyNotHere(commit: string): string | null {
  try {
    git("cat-file", "-e", `${commit}^{commit}`);
    return null;
  } catch {
    return `The upgrade was NOT tried: the history here has no ${commit} (a shallow clone has not; "git fetch --unshallow" brings it).`;
  }
}

/** The build of this folder. */
export function presentRelease(): Release {
  if (!existsSync(path.join(root, "build/process/index.js"))) {
    throw new Error("There is no production build to upgrade to: npm run build");
  }
  return { name: "new", folder: root };
}

/**
 * The old release: UPGRADE_FROM names a folder where it is built already, and else it is built.
 * The caller removes it.
 */
export function oldRelease(commit: string): BuiltRelease {
  const built = process.env["UPGRADE_FROM"];
  return built === undefined
    ? buildRelease(commit)
    : { name: "old", folder: path.resolve(built), remove: () => undefined };
}

export interface BuiltRelease extends Release {
  remove(): void;
}

/**
 * Builds a commit in a worktree, with the packages of this folder, or with its own where those differ. Its
 * scripts for browsers are not minified, which nobody here runs.
 */
function buildRelease(commit: string): BuiltRelease {
  const parent = mkdtempSync(path.join(tmpdir(), "upgrade-from-"));
  const folder = path.join(parent, "release");
  const remove = () => {
    rmSync(parent, { recursive: true, force: true });
    git("worktree", "prune");
  };
  try {
    git("worktree", "add", "--quiet", "--detach", folder, commit);
    const here = path.join(root, "node_modules");
    if (hasPackagesOf(folder)) symlinkSync(here, path.join(folder, "node_modules"));
    else npm(folder, "ci", "--no-audit", "--no-fund");
    npm(folder, "run", "--silent", "generate");
    npm(folder, "exec", "--offline", "--call", unminified(folder));
    return { name: "old", folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Whether each package of that lock file stands in ours, in the same version. One for development that
 * is gone from ours, such as a formatter, is needed neither to build it nor to run it: the build would
 * say so.
 */
function hasPackagesOf(folder: string): boolean {
  const [theirs, ours] = [folder, root].map(
    (place) =>
      (
        JSON.parse(readFileSync(path.join(place, "package-lock.json"), "utf8")) as {
          packages: Record<string, { readonly dev?: boolean }>;
        }
      ).packages,
  );
  return Object.entries(theirs ?? {}).every(
    ([name, entry]) =>
      name === "" ||
      isDeepStrictEqual(entry, ours?.[name]) ||
      (entry.dev === true && ours?.[name] === undefined),
  );
}

/** Its own command that builds it, without what Terser takes: two fifths of the processor time. */
function unminified(folder: string): string {
  const { scripts } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const command = scripts["build:generated"];
  // As Remix 2 built pages, and as React Router does.
  const pages = ["remix vite:build", "react-router build"].find((one) => command?.includes(one));
  if (!command || !pages) throw new Error(`It is built in another way: ${command}`);
  return command.replace(pages, `${pages} --minify false`);
}

function git(...words: string[]): string {
  return execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: "pipe" });
}

function npm(cwd: string, ...words: string[]): void {
  try {
    // Vitest's own NODE_ENV would make another build of it.
    const { NODE_ENV: _, VITEST: __, ...environment } = process.env;
    execFileSync("npm", words, {
      cwd,
      encoding: "utf8",
      stdio: "pipe",
      env: environment as NodeJS.ProcessEnv,
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm ${words.join(" ")} in ${cwd}:\n${stdout}\n${stderr}`, { cause: error });
  }
}
