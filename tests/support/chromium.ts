import { existsSync } from "node:fs";
import { installed } from "./debian-package.ts";

/** The browser of the tests: what CHROMIUM names or Debian's package, installed where that may be. */
export function chromium(): string {
  const named = process.env["CHROMIUM"];
  if (named && existsSync(named)) return named;
  return installed(
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
    "chromium",
  );
}

/** Flags with which it runs as root, without a network, and without asking for one. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
