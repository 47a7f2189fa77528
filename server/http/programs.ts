import type { RequestHandler } from "express";
import type { ApiDescription } from "#server/api/describe.ts";
import type { createApi } from "#server/api/index.ts";

/** Hands what programs ask for to the API, which is loaded with the first of it. */
export function programs(options: Parameters<typeof createApi>[0]): RequestHandler {
  let api: Promise<RequestHandler> | undefined;
  const load = async () => (await import("#server/api/index.ts")).createApi(options);
  return (request, response, next) => {
    // The page that describes it is a page like others.
    if (!request.path.startsWith("/api/")) return next();
    (api ??= load()).then((answer) => answer(request, response, next)).catch(next);
  };
}

/** The API as its page describes it. */
export async function describeApi(): Promise<ApiDescription> {
  return (await import("#server/api/index.ts")).describeApi();
}
