import { isRouteErrorResponse, Link, useLocation, useRouteError } from "react-router";
import { PAGE_SENTENCE } from "#app/domain/page-sentence.ts";
import { isRefusedPage } from "#app/framework/refused-page.ts";

/** The content of an error boundary: what happened, whether anything was lost, what to do. */
export function ErrorPage() {
  const error = useRouteError();
  const { title, sentence } = errorTexts(error);
  const { pathname } = useLocation();
  // A page that can't be found has none to go back to.
  const thing = isRouteErrorResponse(error) && error.status !== 404 ? thingOf(pathname) : null;
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-xl px-4 py-16 outline-none sm:py-24">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-3 text-ink-soft">{sentence}</p>
      <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2">
        {isUnreached(error) ? (
          <button type="button" className="link" onClick={() => location.reload()}>
            Try again
          </button>
        ) : null}
        {thing ? (
          <Link to={thing.path} className="link font-medium">
            {thing.label}
          </Link>
        ) : null}
        <Link to="/" className="link">
          Go to your home page
        </Link>
      </p>
    </main>
  );
}

const THINGS = [
  [/^\/documents\/[^/]+(?=\/)/u, "Open the document"],
  [/^\/matters\/[^/]+(?=\/)/u, "Open the matter"],
  [/^\/organizations\/[^/]+(?=\/)/u, "Open the organization"],
] as const;

/** The page of what an address is about, where it is not that page's own. */
function thingOf(pathname: string): { readonly path: string; readonly label: string } | null {
  for (const [pattern, label] of THINGS) {
    const [path] = pattern.exec(pathname) ?? [];
    if (path !== undefined) return { path, label };
  }
  return null;
}

/** The title and the sentence of an error page. */
export function errorTexts(error: unknown): { title: string; sentence: string } {
  if (!isRouteErrorResponse(error)) {
    return { title: "Something went wrong", sentence: FAILED };
  }
  if (isRefusedPage(error.data)) {
    return {
      title: TITLES[error.status] ?? "This could not be done",
      sentence: error.data.sentence,
    };
  }
  if (isUnreached(error)) {
    return { title: "The server can’t be reached", sentence: UNREACHED };
  }
  if (error.status === 404) {
    return { title: "Not found", sentence: PAGE_SENTENCE["not-found"] };
  }
  return {
    title: TITLES[error.status] ?? "Something went wrong",
    sentence: error.status < 500 ? PAGE_SENTENCE["bad-input"] : FAILED,
  };
}

/** Nothing answered, or only what stands before the server, which may be starting anew. */
function isUnreached(error: unknown): boolean {
  return (
    isRouteErrorResponse(error) && !isRefusedPage(error.data) && UNREACHED_STATUS.has(error.status)
  );
}

const UNREACHED_STATUS: ReadonlySet<number> = new Set([502, 503, 504]);

const TITLES: Readonly<Record<number, string>> = {
  403: "Not for your role",
  404: "Not found",
  410: "This link no longer works",
  413: "Too large",
  429: "Too many tries",
  500: "Something went wrong",
  503: "Not available right now",
};

const UNREACHED =
  "There is no connection, or the server is being started anew. What was saved is safe; try again in a moment.";

const FAILED =
  "Something went wrong on our side. What was saved before is safe; try again, and tell whoever runs this workspace if it happens twice.";
