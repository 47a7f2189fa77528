import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "react-router";
import { appDirectory, routesOfTree } from "#tests/support/routes-of-the-tree.ts";

const root = path.resolve(import.meta.dirname, "../..");

export interface BuiltRoute {
  readonly id: string;
  readonly isPage: boolean;
  /** Whether it answers a GET. */
  readonly isRead: boolean;
  /** Whether it takes forms. */
  readonly isWritten: boolean;
  /** The names of its forms, where it has several. */
  readonly intents: readonly string[];
}

/**
 * Every route that can be reached, by app/routes.ts and the production build: a new one is in it
 * without anybody's doing. Throws where the build is older than the tree.
 */
export async function builtRoutes(): Promise<BuiltRoute[]> {
  const found = await routesOfTree();
  const entry = pathToFileURL(path.join(root, "build/server/index.js")).href;
  const { routes } = (await import(/* @vite-ignore */ entry)) as ServerBuild;
  return found
    .filter(({ id }) => !found.some(({ parentId }) => parentId === id))
    .map(({ id, file }) => {
      const module = routes[id]?.module;
      if (!module) throw new Error(`${id} is not in the build: npm run build`);
      return {
        id,
        isPage: "default" in module,
        isRead: "loader" in module || "default" in module,
        isWritten: "action" in module,
        intents: intentsIn(readFileSync(path.join(appDirectory, file), "utf8")),
      };
    });
}

/** The names that `guardedActions` and `guardedUploads` give their handlers in a route's file. */
function intentsIn(source: string): string[] {
  return [...source.matchAll(/(?:^\s+|\{ )"?([a-z-]+)"?: handler?\([{\w]/gmu)].map(
    ([, name = ""]) => name,
  );
}
