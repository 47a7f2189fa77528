import type { ServerBuild } from "@remix-run/node";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { EnvironmentProblem } from "#server/env.ts";
import type { PageSource } from "#server/http/index.ts";
import { rootFolder } from "#server/root-folder.ts";

export async function builtPages(): Promise<PageSource> {
  const file = path.join(rootFolder(), "build/server/index.js");
  if (!existsSync(file)) {
    throw new EnvironmentProblem("The pages aren't built yet. Run: npm run build");
  }
  return { build: (await import(pathToFileURL(file).href)) as ServerBuild, development: null };
}

/** In development Vite runs inside this server, and its hot reload shares the server's port. */
export async function pagesOfVite(server: Server): Promise<PageSource> {
  const vite = await import("vite");
  const development = await vite.createServer({
    root: rootFolder(),
    server: { middlewareMode: true, hmr: { server } },
  });
  return {
    build: () => development.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>,
    development: development.middlewares,
  };
}
