import { createReadableStreamFromReadable } from "@react-router/node";
import {
  isRouteErrorResponse,
  ServerRouter,
  type AppLoadContext,
  type EntryContext,
} from "react-router";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { firstPaint } from "./editor/desk/first-paint.ts";
import { SsrTextProvider } from "./framework/ssr-html.tsx";
import { NonceProvider } from "./framework/nonce.tsx";
import { pageStream, TEXT_HERE } from "./framework/page-stream.ts";

/** Milliseconds after which a page that is still waiting for a loader's promise is closed. */
export const streamTimeout = 5_000;

/**
 * Draws a page. People get it as a stream, as soon as its shell is ready; robots get it whole.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entryContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const whole = isbot(request.headers.get("user-agent")) || entryContext.isSpaMode;
  const { nonce } = loadContext;
  const text = loadContext.ssrHtml?.text ?? null;

  return new Promise((resolve, reject) => {
    let answered = false;
    let failed = false;

    const answer = () => {
      answered = true;
      const body = pageStream(
        text && (() => firstPaint(text, { nonce, modules: modulesOf(entryContext) })),
      );
      headers.set("Content-Type", "text/html; charset=utf-8");
      resolve(
        new Response(createReadableStreamFromReadable(body), {
          headers,
          status: failed ? 500 : status,
        }),
      );
      pipe(body);
    };

    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <SsrTextProvider value={text && TEXT_HERE}>
          <ServerRouter context={entryContext} url={request.url} nonce={nonce} />
        </SsrTextProvider>
      </NonceProvider>,
      {
        nonce,
        onShellReady: whole ? undefined : answer,
        onAllReady: whole ? answer : undefined,
        onShellError: reject,
        onError(error) {
          failed = true;
          // Before the shell is out the error reaches handleError through reject.
          if (answered) reportError(loadContext, request, error);
        },
      },
    );

    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** The addresses of the modules of a page, as its scripts will ask for them. */
function modulesOf({ manifest, staticHandlerContext }: EntryContext): readonly string[] {
  const shown = staticHandlerContext.matches.map(({ route }) => manifest.routes[route.id]);
  const modules = [manifest.entry, ...shown].flatMap((part) =>
    part ? [part.module, ...(part.imports ?? [])] : [],
  );
  return [...new Set(modules)];
}

/**
 * Bugs of loaders, actions and of the drawing; expected refusals never come here. Nor is it a bug that
 * the framework finds nothing at an address, which its message repeats with whatever secret a link carries.
 */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (isRouteErrorResponse(error) && error.status < 500) return;
  reportError(context, request, error);
}

function reportError(context: AppLoadContext, request: Request, error: unknown): void {
  if (isOfOneWhoLeft(request, error)) return;
  const { pathname: path } = new URL(request.url);
  context.log.error({ err: error, method: request.method, path }, "a page failed");
}

/** Whether it says only that whoever asked didn't wait for the answer: no bug, and no line of the log. */
function isOfOneWhoLeft({ signal }: Request, error: unknown): boolean {
  if (signal.aborted && error === signal.reason) return true;
  return error instanceof Error && error.message === LEFT_WHILE_DRAWN;
}

/** React's message where the stream is closed into which it draws. */
const LEFT_WHILE_DRAWN = "The destination stream closed early.";
