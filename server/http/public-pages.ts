import type { RequestHandler } from "express";

/**
 * Whether a path belongs to the public pages: `/p` and everything below it, what is behind a page as
 * data, and what programs are told of all of it.
 */
export function isPublicPage(path: string): boolean {
  return path.startsWith("/p/") || PUBLIC_PATHS.has(path);
}

const PUBLIC_PATHS: ReadonlySet<string> = new Set([
  "/p",
  "/p.data",
  "/robots.txt",
  "/sitemap.xml",
  "/.well-known/security.txt",
]);

/**
 * No scripts, frames or forms, and nothing from other origins: only the page, its style sheet and
 * its pictures.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The headers of the public pages, in place of the workspace's own; they only allow reading. */
export function publicPageHeaders(): RequestHandler {
  return (request, response, next) => {
    if (!isPublicPage(request.path)) return next();
    response.setHeader("Content-Security-Policy", POLICY);
    if (request.method === "GET" || request.method === "HEAD") return next();
    response.status(405).setHeader("Allow", "GET, HEAD");
    response.type("text/plain").send("This address can only be read.\n");
  };
}
