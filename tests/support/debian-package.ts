import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * The first of these paths that exists. If none does, installs Debian's package, if running as root
 * on Debian; otherwise throws a sentence that says how.
 */
export function installed(paths: readonly string[], debianPackage: string): string {
  const there = paths.find((place) => existsSync(place));
  if (there) return there;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log(`Installing ${debianPackage} from Debian's packages …`);
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update", "-qq"], { stdio: "inherit", env: environment });
    execFileSync("apt-get", ["install", "-y", "-qq", debianPackage], {
      stdio: ["ignore", "ignore", "inherit"],
      env: environment,
    });
    const now = paths.find((place) => existsSync(place));
    if (now) return now;
  }
  throw new Error(
    `${debianPackage} isn't installed. Install it ("sudo apt-get install ${debianPackage}" on Debian) and run this again.`,
  );
}
