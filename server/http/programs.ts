import type { RequestHandler } from "express";
import type { ApiDescription } from "#server/api/describe.ts";
import type { createApi } from "#server/api/index.ts";

/** Hands what programs ask for to the API, which is loaded with the first of it. */
export function programs(options: Parameters<typeof createApi>[0]): RequestHandler {
  let api: Promise<RequestHandler> | undefined;
  const load = async () => (await import("#server/api/index.ts")).createApi(options);
  const answer = async (...[request, response, next]: Parameters<RequestHandler>) => {
    try {
      (await (api ??= load()))(request, response, next);
    } catch (error) {
      next(error);
    }
  };
  return (request, response, next) => {
    // The page that describes it is a page like others.
    if (request.path.startsWith("/api/")) void answer(request, response, next);
    else next();
  };
}

/** The API as its page describes it. */
export async function describeApi(): Promise<ApiDescription> {
  return (await import("#server/api/index.ts")).describeApi();
}
