import { existsSync } from "node:fs";
import { installed } from "./debian-package.ts";

/**
 * The browser of the tests: the one CHROMIUM names, or Debian's package, which is installed where
 * possible.
 */
export function chromium(): string {
  const named = process.env["CHROMIUM"];
  if (named && existsSync(named)) return named;
  return installed(
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"],
    "chromium",
  );
}

/** Flags for running as root and without a network. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
