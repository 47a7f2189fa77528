import type { ServerBuild } from "react-router";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { EnvironmentProblem } from "#server/env.ts";
import { builtModules } from "#server/built-modules.ts";
import { type LoadedPages, type PageSource, PagesProblem } from "#server/http/pages.ts";
import type { Log } from "#server/log.ts";
import { rootFolder } from "#server/root-folder.ts";

/**
 * The pages that the build has bundled with the server, under a name of this build's own: see
 * server/bundle.mjs. The log says once why they can't be loaded.
 */
export function builtPages(
  log: Pick<Log, "error">,
  folder = path.join(rootFolder(), "build/process"),
): PageSource {
  const name = builtModules(folder)["pages"];
  const file = path.join(folder, name ?? "pages.js");
  if (name === undefined || !existsSync(file)) {
    throw new EnvironmentProblem("The pages aren't built yet. Run: npm run build");
  }
  let problem: string | null = null;
  let loading: Promise<LoadedPages> | undefined;
  const load = async () => {
    try {
      return await withRequestHandler(
        async () => (await import(pathToFileURL(file).href)) as ServerBuild,
      );
    } catch (error) {
      problem = existsSync(file) ? DAMAGED : REBUILT;
      log.error({ err: error }, problem);
      throw new PagesProblem(problem, { cause: error });
    }
  };
  return {
    load: () => (loading ??= load()),
    // Before the first person is told so.
    problem: () => problem ?? (loading === undefined && !existsSync(file) ? REBUILT : null),
    development: null,
  };
}

const DAMAGED =
  "the pages can't be loaded: build them anew (npm run build) and restart this server";
const REBUILT =
  "the pages of this release are gone, it was rebuilt while it ran: restart this server";

/** In development Vite runs inside this server, and its hot reload shares the server's port. */
export async function pagesOfVite(server: Server): Promise<PageSource> {
  const vite = await import("vite");
  const development = await vite.createServer({
    root: rootFolder(),
    server: { middlewareMode: true, hmr: { server } },
  });
  const build = () =>
    development.ssrLoadModule("virtual:react-router/server-build") as Promise<ServerBuild>;
  let loading: Promise<LoadedPages> | undefined;
  return {
    load: () => (loading ??= withRequestHandler(async () => build)),
    problem: () => null,
    development: development.middlewares,
  };
}

/** Loads the framework beside the pages. */
async function withRequestHandler(
  build: () => Promise<LoadedPages["build"]>,
): Promise<LoadedPages> {
  const [{ createRequestHandler }, built] = await Promise.all([
    import("#server/http/request-handler.ts"),
    build(),
  ]);
  return { createRequestHandler, build: built };
}
