import type { RequestHandler } from "express";
import helmet from "helmet";
import { randomBytes } from "node:crypto";

/**
 * The headers of every response. `res.locals.nonce` is the nonce of this page's inline scripts and
 * styles; in development Vite's own inline styles are allowed.
 */
export function securityHeaders(options: {
  secure: boolean;
  development: boolean;
}): RequestHandler[] {
  const nonce: RequestHandler = (_request, response, next) => {
    response.locals["nonce"] = randomBytes(16).toString("base64");
    next();
  };
  const withNonce = (_request: unknown, response: unknown) =>
    `'nonce-${(response as { locals: Record<string, string> }).locals["nonce"]}'`;
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", withNonce],
        styleSrc: options.development ? ["'self'", "'unsafe-inline'"] : ["'self'", withNonce],
        // React writes style attributes into server-rendered pages.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ownSocket],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.secure ? { maxAge: 31_536_000 } : false,
    // With no-referrer, browsers send "Origin: null" with our own forms, which would then be
    // refused.
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
    crossOriginEmbedderPolicy: false,
  });
  const permissions: RequestHandler = (_request, response, next) => {
    response.setHeader(
      "Permissions-Policy",
      "camera=(), geolocation=(), microphone=(), payment=()",
    );
    next();
  };
  return [nonce, headers, permissions];
}

/** The websocket origin, because not every browser counts it as 'self'. `takeHostFrom` has seen the host. */
function ownSocket(request: unknown): string {
  const { headers } = request as { headers: { host?: string } };
  return `ws://${headers.host ?? ""} wss://${headers.host ?? ""}`;
}
