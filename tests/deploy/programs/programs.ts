import { installed } from "#tests/support/debian-package.ts";

/** The programs that docs/deploy has files for: where they lie, and Debian's package of each. */
const PROGRAMS = {
  nginx: [["/usr/sbin/nginx", "/usr/bin/nginx"], "nginx"],
  promtool: [["/usr/bin/promtool"], "prometheus"],
} as const;

/** The path of a program, which is installed where that is possible; else throws how to. */
export function program(name: keyof typeof PROGRAMS): string {
  const [paths, debianPackage] = PROGRAMS[name];
  return installed(paths, debianPackage);
}

/** Installs what is missing, one after the other: two at once would wait for one lock. */
export default function installAll(): void {
  for (const [paths, debianPackage] of Object.values(PROGRAMS)) installed(paths, debianPackage);
}
