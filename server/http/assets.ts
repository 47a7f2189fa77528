import express, { type RequestHandler } from "express";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};
/** In order of preference. */
const ENCODINGS = [
  { encoding: "br", ending: ".br" },
  { encoding: "gzip", ending: ".gz" },
] as const;

/**
 * The hashed files of the built pages, which never change. Scripts and style sheets were compressed
 * by the build (server/packed-assets.mjs) and are sent as stored.
 */
export function builtAssets(folder: string): RequestHandler[] {
  const files = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const packed: RequestHandler = (request, response, next) => {
    const name = request.path.slice(1);
    const type = TYPES[path.extname(name)];
    if (type === undefined || !files.has(name)) return next();
    response.vary("Accept-Encoding");
    const packing = ENCODINGS.find(
      ({ encoding, ending }) => files.has(name + ending) && request.acceptsEncodings(encoding),
    );
    if (!packing) return next();
    response.setHeader("Content-Type", type);
    response.setHeader("Content-Encoding", packing.encoding);
    request.url = `/${name}${packing.ending}`;
    next();
  };
  const lying = express.static(folder, {
    immutable: true,
    maxAge: "1y",
    index: false,
    redirect: false,
  });
  const missing: RequestHandler = (_request, response) => {
    response.status(404).type("text/plain").send("No such file.\n");
  };
  return [packed, lying, missing];
}
