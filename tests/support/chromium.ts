import { existsSync } from "node:fs";
import { installed } from "./debian-package.ts";

const SHELL = "/usr/bin/chromium-headless-shell";
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The browser of the tests: the one CHROMIUM names, or Debian's chromium-headless-shell, or another
 * Chromium. The shell is the same engine without the browser's own windows, which take a fifth of
 * the processor time of a test. Installs one where there is none and where possible.
 */
export function chromium(): string {
  const named = process.env["CHROMIUM"];
  if (named && existsSync(named)) return named;
  try {
    return installed([SHELL], "chromium-headless-shell");
  } catch {
    return installed(BROWSERS, "chromium");
  }
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
