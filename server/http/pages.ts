import type { RequestHandler } from "express";
import type { ServerBuild } from "react-router";
import type { createRequestHandler } from "./request-handler.ts";

/** The loaded parts that answering a page needs. */
export interface LoadedPages {
  readonly createRequestHandler: typeof createRequestHandler;
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
}

/** The pages of the build can't be loaded; the message says why, and what to do. */
export class PagesProblem extends Error {}

/** The pages: of the production build, or of Vite in development. */
export interface PageSource {
  /**
   * Loads the framework and the pages, once: a start does without them, and so does a process that serves
   * rooms alone. Rejects with PagesProblem where the build is damaged.
   */
  load(): Promise<LoadedPages>;
  /** Why pages could not be loaded, as a sentence; null while nothing is known. */
  problem(): string | null;
  /** Vite's middleware; null in production, where build/client is served. */
  readonly development: RequestHandler | null;
}

export type LoadContextOf = Parameters<typeof createRequestHandler>[0]["getLoadContext"];
