import type { ServerBuild } from "@remix-run/node";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { EnvironmentProblem } from "#server/env.ts";
import type { LoadedPages, PageSource } from "#server/http/pages.ts";
import { rootFolder } from "#server/root-folder.ts";

/** The pages that the build has bundled with the server: see server/bundle.mjs. */
export function builtPages(folder = path.join(rootFolder(), "build/process")): PageSource {
  const file = path.join(folder, "pages.js");
  if (!existsSync(file)) {
    throw new EnvironmentProblem("The pages aren't built yet. Run: npm run build");
  }
  return {
    ...loadedOnce(async () => (await import(pathToFileURL(file).href)) as ServerBuild),
    development: null,
  };
}

/** In development Vite runs inside this server, and its hot reload shares the server's port. */
export async function pagesOfVite(server: Server): Promise<PageSource> {
  const vite = await import("vite");
  const development = await vite.createServer({
    root: rootFolder(),
    server: { middlewareMode: true, hmr: { server } },
  });
  const build = () =>
    development.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>;
  return { ...loadedOnce(async () => build), development: development.middlewares };
}

function loadedOnce(
  build: () => Promise<LoadedPages["build"]>,
): Pick<PageSource, "load" | "problem"> {
  let loading: Promise<LoadedPages> | undefined;
  let problem: string | null = null;
  const load = async (): Promise<LoadedPages> => {
    try {
      const [{ createRequestHandler }, built] = await Promise.all([
        import("#server/http/remix.ts"),
        build(),
      ]);
      return { createRequestHandler, build: built };
    } catch (error) {
      problem = "the pages can't be loaded";
      throw error;
    }
  };
  return { load: () => (loading ??= load()), problem: () => problem };
}
