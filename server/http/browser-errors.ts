import type { Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { Counter, type Registry } from "prom-client";
import { RateLimiterMemory } from "#server/rate-limiting/index.ts";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { consumed } from "#server/auth/counters.ts";
import { networkOf } from "#server/auth/throttle.ts";
import type { PageSource } from "./pages.ts";

/** Where pages report them. */
export const BROWSER_ERRORS = "/errors";

/** The largest report, in bytes. */
const MOST_BYTES = 8 * 1024;
const MOST_FRAMES = 30;
/** Reports in a minute, from one network and in all: a loop in one page must not fill the log. */
const A_MINUTE = { ofNetwork: 20, inAll: 60 };
/** The kinds that are counted by name. */
const KINDS = ["Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError"];

const reportShape = z.object({
  kind: z.string(),
  place: z.string(),
  stack: z.string(),
  release: z.string(),
});

/**
 * Takes what pages report of errors that nobody expected, from anybody who has a page: one line of
 * the log each, and a count in `browser_errors_total`. What arrives is never repeated, since a
 * message may hold words of a draft, and anybody can send anything: kind, places and release are
 * taken out of it in their closed shapes.
 */
export function takeBrowserErrors({
  log,
  metrics,
  pages,
}: {
  readonly log: Logger;
  readonly metrics: Registry;
  readonly pages: Pick<PageSource, "load">;
}): RequestHandler {
  const errors = new Counter({
    name: "browser_errors_total",
    help: "Errors that browsers reported, by kind; throttled: not read, since too many came",
    labelNames: ["kind"],
    registers: [metrics],
  });
  for (const kind of [...KINDS, "other", "throttled"]) errors.inc({ kind }, 0);
  const ofNetwork = new RateLimiterMemory({ points: A_MINUTE.ofNetwork, duration: 60 });
  const inAll = new RateLimiterMemory({ points: A_MINUTE.inAll, duration: 60 });
  const isTooOften = async (address: string) =>
    (await consumed(ofNetwork, networkOf(address))) === Infinity ||
    (await consumed(inAll, "all")) === Infinity;

  const take = async (request: Request, response: Response) => {
    const refuse = (status: number) => void response.status(status).end();
    if (await isTooOften(request.ip ?? "")) {
      errors.inc({ kind: "throttled" });
      return refuse(429);
    }
    // Every form declares its length (origin.ts), and sends no more.
    if (Number(request.headers["content-length"] ?? 0) > MOST_BYTES) return refuse(413);
    // A browser that leaves before its end has reported nothing.
    const sent = await text(request).catch(() => "");
    const report = reportShape.safeParse(parsed(sent));
    if (!report.success) return refuse(400);
    const { place, stack, release } = report.data;
    const kind = /^[A-Za-z]{1,64}$/u.exec(report.data.kind)?.[0] ?? "Error";
    errors.inc({ kind: KINDS.includes(kind) ? kind : "other" });
    log.error(
      {
        kind,
        place: withoutIds(place, await pages.load()),
        stack: framesIn(stack),
        release: /^[\w.+-]{1,40}$/u.exec(release)?.[0] ?? "unknown",
      },
      "a page of a browser met an error: a bug",
    );
    refuse(204);
  };
  return async (request, response, next) => {
    try {
      await take(request, response);
    } catch (error) {
      // The pages can't be loaded.
      next(error);
    }
  };
}

function parsed(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    // Not JSON: of no page of ours.
    return null;
  }
}

/** A place in one of our scripts, at the end of a line of a stack in the form of any browser. */
const PLACE = /\/assets\/[\w.$~-]{1,100}\.js:\d{1,7}:\d{1,7}(?=\)?$)/u;
/** The name of a function, before the place: `at name (` or `name@`. */
const FUNCTION = /^ {0,8}(?:at )?(?:async |new )?([\w$.]{1,60})(?:@| \()/u;

/** The places in our own scripts, with the names of their functions, and no other word. */
function framesIn(stack: string): string {
  const frames = stack.split("\n").flatMap((line) => {
    const place = PLACE.exec(line)?.[0];
    return place === undefined ? [] : [`${FUNCTION.exec(line)?.[1] ?? "(unnamed)"} ${place}`];
  });
  return frames.slice(0, MOST_FRAMES).join("\n");
}

/** The address of a page with only the words in it that addresses of pages are made of. */
function withoutIds(place: string, { build }: Awaited<ReturnType<PageSource["load"]>>): string {
  // In development, whose errors are read in the browser, it is a function.
  const routes = typeof build === "function" ? [] : Object.values(build.routes);
  const words = new Set(routes.flatMap((route) => route?.path?.split("/") ?? []));
  const parts = place.split("/").slice(1, 12);
  return `/${parts.map((part) => (words.has(part) ? part : part && ":id")).join("/")}`;
}
