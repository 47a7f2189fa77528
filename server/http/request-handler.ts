// Loaded with the pages, and by itself: see pages.ts.
import { createReadableStreamFromReadable } from "@react-router/node";
import type { Request as Asked, RequestHandler, Response as Answered } from "express";
import {
  createRequestHandler as createPagesHandler,
  type AppLoadContext,
  type ServerBuild,
} from "react-router";

interface HandlerOptions {
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  readonly mode: string;
  readonly getLoadContext: (request: Asked, response: Answered) => Promise<AppLoadContext>;
}

/**
 * The pages as a part of the Express application. Ours, because the framework's own keeps each piece of an
 * answer until the last one is sent: it races each with one promise that stands for the whole answer.
 */
export function createRequestHandler({
  build,
  mode,
  getLoadContext,
}: HandlerOptions): RequestHandler {
  const handle = createPagesHandler(build, mode);
  const answer = async (...[request, response, next]: Parameters<RequestHandler>) => {
    try {
      const context = await getLoadContext(request, response);
      const { path } = request;
      await send(await handle(requestOf(request, response), context), response, (error) =>
        context.log.error({ err: error, path }, "an answer was broken off"),
      );
    } catch (error) {
      next(error);
    }
  };
  return (...request) => void answer(...request);
}

/** The request as the framework reads it; aborted where the reader leaves. */
function requestOf(request: Asked, response: Answered): Request {
  const { method, protocol, originalUrl } = request;
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headers)) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  const leaving = new AbortController();
  response.once("close", () => response.writableFinished || leaving.abort());
  const url = new URL(`${protocol}://${request.headers.host ?? "localhost"}${originalUrl}`);
  const isRead = method === "GET" || method === "HEAD";
  return new Request(url, {
    method,
    headers,
    signal: leaving.signal,
    ...(isRead ? {} : { body: createReadableStreamFromReadable(request), duplex: "half" }),
  } as RequestInit);
}

/** Headers of which an answer may have several; any other takes the place of what is said of all answers. */
const LISTS = new Set(["set-cookie", "vary", "link"]);

async function send(
  { status, headers, body }: Response,
  response: Answered,
  onBroken: (error: unknown) => void,
): Promise<void> {
  if (response.destroyed) return body?.cancel();
  response.status(status);
  for (const [name, value] of headers) {
    if (LISTS.has(name)) response.append(name, value);
    else response.set(name, value);
  }
  if (body) await sendBody(body, response, onBroken);
  else response.end();
}

/** Reads no piece before the one before it was taken, and none after the reader has left. */
async function sendBody(
  body: ReadableStream<Uint8Array>,
  response: Answered,
  onBroken: (error: unknown) => void,
): Promise<void> {
  const pieces = body.getReader();
  const leave = () => void pieces.cancel().catch(() => undefined);
  response.once("close", leave);
  const drained = drainsOf(response);
  try {
    for (;;) {
      const { done, value } = await pieces.read();
      if (response.destroyed) return;
      if (done) break;
      const isTaken = response.write(value);
      // Compressed pages are shown as they come.
      response.flush();
      if (!isTaken) await drained();
    }
    response.off("close", leave);
    response.end();
  } catch (error) {
    // Where the reader has left, nothing is missing.
    if (!response.destroyed) onBroken(error);
    // A broken answer must not look complete.
    response.destroy();
  }
}

/**
 * Waits until an answer takes more, or its reader has left. Has one listener for all of its waits: of a
 * compressed answer, compression keeps each that listens for "drain", also when it is taken off.
 */
function drainsOf(response: Answered): () => Promise<void> {
  let go: (() => void) | null = null;
  const wake = () => {
    go?.();
    go = null;
  };
  response.on("drain", wake).on("close", wake);
  return () => new Promise((resolve) => (response.destroyed ? resolve() : (go = resolve)));
}
