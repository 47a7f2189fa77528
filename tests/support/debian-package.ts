import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const LOCK = "/tmp/coalition-desk-apt-get.lock";
/** Another program's apt-get is waited for, too: 300 s. */
const INSTALL = 'apt-get update -qq && apt-get install -y -qq -o DPkg::Lock::Timeout=300 "$0"';

/**
 * The first of these paths that exists. If none does, installs Debian's package, if running as root
 * on Debian; otherwise throws a sentence that says how.
 */
export function installed(paths: readonly string[], debianPackage: string): string {
  const there = paths.find((place) => existsSync(place));
  if (there) return there;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log(`Installing ${debianPackage} from Debian's packages …`);
    // One after the other: tests run beside each other, and a second apt-get would give up at once.
    execFileSync("flock", ["--wait", "600", LOCK, "sh", "-c", INSTALL, debianPackage], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    const now = paths.find((place) => existsSync(place));
    if (now) return now;
  }
  throw new Error(
    `${debianPackage} isn't installed. Install it ("sudo apt-get install ${debianPackage}" on Debian) and run this again.`,
  );
}
