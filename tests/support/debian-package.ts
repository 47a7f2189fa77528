import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const APT_GET = "/usr/bin/apt-get";
/** Held by whichever test is installing something. */
const LOCK = ["--wait", "600", "/tmp/coalition-desk-apt-get.lock"];
/** Another program's apt-get is waited for, too: 300 s. */
const INSTALL = `${APT_GET} update -qq && ${APT_GET} install -y -qq -o DPkg::Lock::Timeout=300 "$@"`;

/** Whether nothing of its installation is left to do. */
function isWhole(debianPackage: string): boolean {
  const asked = ["--showformat=${db:Status-Status}", "--show", debianPackage];
  return String(spawnSync("dpkg-query", asked).stdout) === "installed";
}

/**
 * The first of these paths that exists, or what a function finds. If there is none, installs
 * Debian's package, if running as root on Debian; otherwise throws a sentence that says how.
 */
export function installed(
  paths: readonly string[] | (() => string | undefined),
  debianPackage: string,
  flags: readonly string[] = [],
): string {
  const find = typeof paths === "function" ? paths : () => paths.find((place) => existsSync(place));
  const canInstall = process.getuid?.() === 0 && existsSync(APT_GET);
  // A program that is being installed for a test beside this one has its files before it can run.
  if (canInstall && !isWhole(debianPackage)) spawnSync("flock", [...LOCK, "true"]);
  const there = find();
  if (there) return there;
  if (canInstall) {
    console.log(`Installing ${debianPackage} from Debian's packages …`);
    // One after the other: a second apt-get would give up at once.
    execFileSync("flock", [...LOCK, "sh", "-c", INSTALL, "sh", ...flags, debianPackage], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    const now = find();
    if (now) return now;
  }
  throw new Error(
    `${debianPackage} isn't installed. Install it ("sudo apt-get install ${debianPackage}" on Debian) and run this again.`,
  );
}
