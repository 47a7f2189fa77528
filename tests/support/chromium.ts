import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function find(): string | undefined {
  const named = process.env["CHROMIUM"];
  return named && existsSync(named) ? named : PLACES.find((place) => existsSync(place));
}

/** The browser of the tests: what CHROMIUM names or Debian's package, installed where that may be. */
export function chromium(): string {
  const there = find();
  if (there) return there;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium from Debian's packages …");
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit", env: environment });
    execFileSync("apt-get", ["install", "-y", "-qq", "chromium"], {
      stdio: ["ignore", "ignore", "inherit"],
      env: environment,
    });
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    'Chromium isn\'t installed. Install it ("sudo apt-get install chromium" on Debian), or name a browser in CHROMIUM, and run this again.',
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
