import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import path from "node:path";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Actor } from "#app/domain/actor.ts";
import { FORM_KEY_HEADER } from "#app/protocol/form-key-header.ts";
import { PERSON_HEADER } from "#app/protocol/person-header.ts";
import type { AppContext, KeepPublic } from "#server/context.ts";
import type { Environment } from "#server/env.ts";
import { boundAddresses } from "./addresses.ts";
import { builtAssets } from "./assets.ts";
import { BROWSER_ERRORS, takeBrowserErrors } from "./browser-errors.ts";
import { securityHeaders } from "./headers.ts";
import { takeHostFrom } from "./host.ts";
import { MAIL_IN, takeInboundMail, type MailIn } from "./inbound-mail.ts";
import { refuseOtherMethods } from "./methods.ts";
import { limitForms, refuseForeignForms } from "./origin.ts";
import { metricsFor, type MetricsOptions } from "./metrics.ts";
import { type LoadContextOf, type PageSource, PagesProblem } from "./pages.ts";
import { answerFromMemory } from "./public-memory.ts";
import { isPublicPage, publicPageHeaders } from "./public-pages.ts";
import { readyPage } from "./ready.ts";
import { describeApi, programs } from "./programs.ts";
import { logRequests } from "./request-log.ts";
import { countRequests } from "./request-metrics.ts";
import { cutOffSilentReaders } from "./slow-readers.ts";

export interface HttpOptions extends MetricsOptions {
  readonly environment: Environment;
  /** Counts its answers in this registry, and serves it. */
  readonly metrics: Registry;
  readonly root: string;
  readonly log: Logger;
  readonly pages: PageSource;
  /** This process's part of every request's load context. */
  readonly context: Pick<AppContext, "auth" | "services" | "clock" | "draft" | "draftAuthors">;
  /** Throws NotReady while the process can't serve: the database doesn't answer, or it is about to stop. */
  readonly checkReady: () => Promise<void>;
  /** The words of /readyz beside "ready". */
  readonly readyWarning: () => string | null;
  /** Where a mail server hands in answers to letters; absent where none does. */
  readonly mailIn?: MailIn | undefined;
}

/** The Express application with all HTTP routes. */
export function createHttp(options: HttpOptions): Express {
  const { environment, log, pages } = options;
  const app = express();
  app.disable("x-powered-by");
  // "/METRICS" and "/metrics/" must be other addresses, because a proxy's rule for /metrics does
  // not cover them.
  app.enable("strict routing");
  app.enable("case sensitive routing");
  app.set("trust proxy", environment.trustProxy);
  // Pages read their queries themselves, and within bounds.
  app.set("query parser", false);

  app.get("/healthz", (_request, response) => {
    response.type("text/plain").send("alive\n");
  });
  app.get("/readyz", readyPage(options.checkReady, log, options.readyWarning));
  if (environment.metrics.port === null) app.get("/metrics", metricsFor(options));

  app.use(countRequests(options.metrics), takeHostFrom(environment.appOrigin));
  app.use(securityHeaders({ secure: environment.secure, development: pages.development !== null }));
  // Vite asks itself for its modules in spellings of its own.
  if (pages.development === null) app.use(boundAddresses());
  app.use(logRequests(log));
  app.use(cutOffSilentReaders());
  app.use(publicPageHeaders());
  // Before what belongs to browsers: programs have no cookie and send no form.
  app.use(programs({ services: options.context.services, log, originOf: originFor(environment) }));
  app.use(refuseOtherMethods());
  app.use(refuseForeignForms(environment.appOrigin), limitForms());
  app.post(BROWSER_ERRORS, takeBrowserErrors(options));
  if (options.mailIn) app.post(MAIL_IN, takeInboundMail(options.mailIn));
  const originOf = originFor(environment);
  const revision = () => options.context.services.publicPage.revision();
  app.use(answerFromMemory({ revision, originOf }));
  app.use(compression());
  // Programs and older browsers ask for it unasked.
  app.get("/favicon.ico", (_request, response) => response.redirect(301, "/favicon.svg"));
  if (pages.development) {
    app.use(pages.development);
  } else {
    const client = path.join(options.root, "build/client");
    app.use("/assets", builtAssets(path.join(client, "assets")));
    // Not cached: a service worker that a browser caches for an hour would outlive a deployment.
    app.use(express.static(client, { maxAge: 0, index: false, redirect: false }));
  }
  app.use(servePages(options));
  app.use(reportBugs(log));
  return app;
}

/** The application on METRICS_PORT: /metrics and nothing else. */
export function createMetricsHttp(options: MetricsOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.enable("strict routing");
  app.enable("case sensitive routing");
  app.get("/metrics", metricsFor(options));
  return app;
}

/** Where browsers find this server: APP_URL, or where this request went. */
function originFor({ appOrigin }: Environment): (request: Request) => string {
  return ({ protocol, headers }) => appOrigin ?? `${protocol}://${headers.host ?? ""}`;
}

/**
 * The person of the session with the form that they sent; nobody where the form was filled in by somebody who
 * was signed in at this browser before: their words are not sent in another's name.
 */
function actorOf(actor: Actor, request: Request): Actor | null {
  const writer = request.get(PERSON_HEADER);
  if (writer !== undefined && writer !== actor.userId) return null;
  const key = request.get(FORM_KEY_HEADER);
  return key !== undefined && FORM_KEY.test(key)
    ? { ...actor, sent: { key, isDone: false } }
    : actor;
}

const FORM_KEY = /^[\da-f]{32}$/u;

/** The pages, loaded with the first request for one. */
function servePages({ environment, pages, context, log }: HttpOptions): RequestHandler {
  const originOf = originFor(environment);
  const getLoadContext: LoadContextOf = async (request, response) => {
    // Public pages don't read the session, so that no cookie gets into a shared cache.
    const signedIn = isPublicPage(request.path)
      ? null
      : await context.auth.actorFromCookies(request.headers.cookie);
    const enrollee =
      signedIn || isPublicPage(request.path)
        ? null
        : await context.auth.enrolleeFromCookies(request.headers.cookie);
    if (signedIn?.cookie) response.append("Set-Cookie", signedIn.cookie);
    if (signedIn) response.setHeader(PERSON_HEADER, signedIn.actor.userId);
    return {
      ...context,
      actor: signedIn && actorOf(signedIn.actor, request),
      sessionId: signedIn?.sessionId ?? null,
      enrollee,
      address: request.ip ?? "",
      userAgent: request.headers["user-agent"],
      isSent: request.method !== "GET" && request.method !== "HEAD",
      nonce: String(response.locals["nonce"]),
      // The framework requests a page's data at its address with this suffix.
      ssrHtml: request.path.endsWith(".data") ? undefined : { text: null },
      appUrl: originOf(request),
      keepPublic: response.locals["keepPublic"] as KeepPublic | undefined,
      securityContact: environment.securityContact,
      describeApi,
      log,
    };
  };
  const load = async () => {
    const { createRequestHandler, build } = await pages.load();
    return createRequestHandler({ build, mode: environment.mode, getLoadContext });
  };
  let handler: Promise<RequestHandler> | undefined;
  const answer = async (...[request, response, next]: Parameters<RequestHandler>) => {
    try {
      (await (handler ??= load()))(request, response, next);
    } catch (error) {
      next(error);
    }
  };
  return (request, response, next) => {
    // Pages are private, and whoever goes back in a browser may be somebody else by then; only the desk's
    // worker keeps one, for its owner.
    if (!isPublicPage(request.path)) response.setHeader("Cache-Control", "private, no-store");
    void answer(request, response, next);
  };
}

function reportBugs(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (refuseByStatus(error, response)) return;
    // In the log already, once for all requests.
    const isKnown = error instanceof PagesProblem;
    if (!isKnown) log.error({ err: error }, "a request failed");
    if (response.headersSent) return next(error);
    response
      .status(500)
      .type("text/plain")
      .send(
        isKnown
          ? "This server can’t show its pages until it is restarted: please tell whoever runs it. What was saved before is safe.\n"
          : "Something went wrong on our side. What was saved before is safe. Try again; if it happens again, tell whoever runs this server.\n",
      );
  };
}

/** Statuses that `send` throws for a file that is there, each with its sentence: no bugs of ours. */
const FILE_REFUSALS: Readonly<Record<number, string>> = {
  412: "The file is no longer the one that was asked for. Load the page again.\n",
  416: "The file has no such part. Load it again from its beginning.\n",
};
const NOT_UNDERSTOOD = "This request can’t be understood, so nothing was done.\n";

/** Answers an error that says that the request is at fault; false for every other one. */
function refuseByStatus(error: unknown, response: Response): boolean {
  if (!(error instanceof Error) || response.headersSent) return false;
  const { status = 500, headers = {} } = error as Partial<RequestFault>;
  if (!(status >= 400 && status < 500)) return false;
  const sentence = FILE_REFUSALS[status] ?? NOT_UNDERSTOOD;
  // They are the file's.
  for (const name of ["Content-Encoding", "Cache-Control", "ETag", "Last-Modified"])
    response.removeHeader(name);
  response.status(status).set(headers).type("text/plain").send(sentence);
  return true;
}

/** The fields of an error of express or `send` besides its message. */
interface RequestFault {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}
