import { createRequestHandler, type AppLoadContext, type ServerBuild } from "react-router";
import { JSDOM } from "jsdom";
import remixConfig from "#remix.config.js";
import * as entry from "#app/entry.server.tsx";
import * as root from "#app/root.tsx";
import { describeApi } from "#server/http/programs.ts";
import { createLog } from "#server/log.ts";
import { draftAuthors } from "#server/services/documents/authors.ts";
import { openCoalition, type Workspace } from "#tests/services/workspace.ts";
import { routesOfTree } from "#tests/support/routes-of-the-tree.ts";
import { done } from "#app/domain/refusal.ts";
import { NO_PAINT } from "#app/document/rendering/text-paint.ts";

type Route = NonNullable<ServerBuild["routes"][string]>;

export const ORIGIN = "https://desk.example.org";

const modules = import.meta.glob<Route["module"]>("../../app/routes/*.{ts,tsx}", { eager: true });

/** Every route as the framework finds it in the tree, with its module. */
export const ROUTES = {
  root: { id: "root", path: "", parentId: undefined, index: undefined, module: root },
  ...Object.fromEntries(
    (await routesOfTree()).map(({ file, ...route }) => {
      const module = modules[`../../app/${file}`];
      if (!module) throw new Error(`no module ${file}`);
      return [route.id, { ...route, module }];
    }),
  ),
} as Readonly<Record<string, Route>>;

export const BUILD: ServerBuild = {
  entry: { module: entry },
  routes: ROUTES,
  assets: {
    version: "test",
    url: "/assets/manifest.js",
    entry: { module: "/assets/entry.js", imports: [] },
    routes: Object.fromEntries(
      Object.values(ROUTES).map(({ id, parentId, path: own, index, module }) => [
        id,
        {
          id,
          parentId,
          path: own,
          index,
          module: `/assets/${id}.js`,
          hasAction: "action" in module,
          hasLoader: "loader" in module,
          hasClientAction: false,
          hasClientLoader: false,
          hasClientMiddleware: false,
          hasDefaultExport: "default" in module,
          hasErrorBoundary: "ErrorBoundary" in module,
          clientActionModule: undefined,
          clientLoaderModule: undefined,
          clientMiddlewareModule: undefined,
          hydrateFallbackModule: undefined,
        },
      ]),
    ),
  },
  publicPath: "/",
  assetsBuildDirectory: "build/client",
  future: remixConfig.future as ServerBuild["future"],
  ssr: true,
  isSpaMode: false,
  prerender: [],
  routeDiscovery: { mode: "lazy", manifestPath: "/__manifest" },
};

const handle = createRequestHandler(BUILD, "production");

/** A browser that keeps one cookie, and follows nothing. */
export interface Visitor {
  readonly get: (address: string) => Promise<Answer>;
  readonly post: (address: string, fields: Fields) => Promise<Answer>;
  readonly send: (request: Request) => Promise<Answer>;
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** An answer with its page, if it has one. */
export interface Answer {
  readonly status: number;
  /** Path and query of where it leads, or a whole address if that is elsewhere. */
  readonly location: string | null;
  readonly headers: Headers;
  readonly body: string;
  readonly document: Document;
  /** The words of the page. */
  readonly words: string;
}

/** The pages over a workspace with a real database, without a browser or a socket. */
export async function openSite() {
  return siteOf(await openCoalition({ appUrl: null }));
}

/** The pages over that coalition, wherever its story has come to. */
export function siteOf<Told extends Workspace>(coalition: Told) {
  const { auth, services, clock } = coalition;
  const failures: string[] = [];

  const visit = async (request: Request): Promise<Answer> => {
    const cookies = request.headers.get("Cookie");
    const signedIn = await auth.actorFromCookies(cookies);
    const context: AppLoadContext = {
      actor: signedIn?.actor ?? null,
      sessionId: signedIn?.sessionId ?? null,
      enrollee: signedIn ? null : await auth.enrolleeFromCookies(cookies),
      auth,
      services,
      clock,
      address: "192.0.2.1",
      userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
      isSent: request.method === "POST",
      nonce: "a-nonce",
      appUrl: ORIGIN,
      describeApi,
      securityContact: "mailto:security@desk.example.org",
      log: createLog("error", { write: (line) => failures.push(line) }),
      draftAuthors: (documentId) => draftAuthors(coalition.database, documentId),
      draft: async () => done({ ...NO_PAINT, html: "<p>…</p>", sequence: 1, generation: 1 }),
    };
    return read(await handle(request, context));
  };

  const visitor = (cookie: string | null): Visitor => {
    const headers = new Headers(cookie === null ? {} : { Cookie: cookie });
    const send = (request: Request) => visit(request);
    return {
      send,
      get: (address) => send(new Request(`${ORIGIN}${address}`, { headers })),
      post: (address, fields) =>
        send(new Request(`${ORIGIN}${address}`, { method: "POST", headers, body: encode(fields) })),
    };
  };

  return {
    ...coalition,
    /** Errors that the pages have logged. */
    failures,
    nobody: visitor(null),
    withCookie: visitor,
    /** Signs in, and answers the browser of that person. */
    as: async (name: string) => visitor(await coalition.cookieOf(`${name}@example.org`)),
  };
}

export type Site = Awaited<ReturnType<typeof openSite>>;

function encode(fields: Fields): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  );
}

/** One window for all pages: making a window takes longer than reading a page. */
const parser = new new JSDOM().window.DOMParser();

async function read(response: Response): Promise<Answer> {
  const isWord = response.headers.get("Content-Type")?.includes("officedocument") === true;
  // Each of its bytes as a letter: it is compared, and not read.
  const body = isWord
    ? Buffer.from(await response.arrayBuffer()).toString("latin1")
    : await response.text();
  if (!isWord && body.includes("\0"))
    throw new Error(`a NUL byte in the page: ${body.slice(0, 300)}`);
  const { status, headers } = response;
  let parsed: Document | undefined;
  // Parsed only where a test looks at it: that costs more than drawing the page.
  const page = () => (parsed ??= parser.parseFromString(body, "text/html"));
  return {
    status,
    headers,
    location: headers.get("Location"),
    body,
    get document() {
      return page();
    },
    get words() {
      return (page().querySelector("main")?.textContent ?? "").replace(/\s+/gu, " ").trim();
    },
  };
}

/** The form control with that label. */
export function control({ document }: Answer, label: string): HTMLInputElement {
  const found = [...document.querySelectorAll("label")].find((element) =>
    element.textContent?.trim().startsWith(label),
  );
  const input =
    found?.querySelector("input") ??
    (found && document.getElementById(found.getAttribute("for") ?? ""));
  if (!input) throw new Error(`no field ${label}`);
  return input as HTMLInputElement;
}

/** The sentences in the page's alerts. */
export function alerts({ document }: Answer): string {
  return [...document.querySelectorAll("[role=alert]")]
    .map((element) => element.textContent)
    .join(" ")
    .trim();
}
