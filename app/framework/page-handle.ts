import { useMatches, type useLoaderData } from "react-router";

/** A route's `handle`. */
export interface PageHandle<Loader> {
  /** A script for the head of its page, by the data of its loader: it runs before anything is shown. */
  readonly headScript: (data: ReturnType<typeof useLoaderData<Loader>>) => string;
}

/** The script that the shown route has for the page's head; none in a browser, where it has run. */
export function useHeadScript(): string {
  const { handle, data } = useMatches().at(-1) ?? {};
  if (!import.meta.env.SSR || !isHandle(handle) || data === undefined) return "";
  return `${handle.headScript(data)};`;
}

function isHandle(handle: unknown): handle is PageHandle<unknown> {
  return typeof handle === "object" && handle !== null && "headScript" in handle;
}
