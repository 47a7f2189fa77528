// `npm test`: every check, one after the other, each with its time. The first that fails ends it.
import { spawnSync } from "node:child_process";
import { chromium } from "./support/chromium";
import { installed } from "./support/debian-package";

const steps: readonly (readonly [name: string, command: string])[] = [
  ["database clients", "npm run --silent generate"],
  ["format", "npm run --silent check:format"],
  ["types", "npm run --silent check:types"],
  ["lint", "npm run --silent lint"],
  ["unit and integration, SQLite", "npm run --silent test:unit"],
  ["database, services and rooms, PostgreSQL", "npm run --silent test:postgres"],
  ["faults, the short run", "FAULTS=short npm run --silent test:faults"],
  ["production build", "npm run --silent build"],
  ["end to end, Chromium", "npm run --silent test:e2e"],
];

console.log(`Browser: ${chromium()}`);
// Typeset pages are read back with programs that did not set them.
const readers: readonly (readonly [path: string, debianPackage: string])[] = [
  ["/usr/bin/pdftotext", "poppler-utils"],
  ["/usr/bin/qpdf", "qpdf"],
  // Apache's Preflight, which checks PDF/A, and what Java no longer brings with it.
  ["/usr/bin/java", "default-jre-headless"],
  ["/usr/share/java/preflight.jar", "libpdfbox2-java"],
  ["/usr/share/java/jaxb-api.jar", "libjaxb-api-java"],
];
console.log(`PDF readers: ${readers.map(([file, name]) => installed([file], name)).join(", ")}`);
const times: string[] = [];
for (const [name, command] of steps) {
  const began = Date.now();
  console.log(`\n▶ ${name}: ${command}`);
  const { status } = spawnSync(command, { shell: true, stdio: "inherit" });
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  times.push(`${seconds.padStart(5)} s  ${name}`);
  if (status !== 0) {
    console.error(`\n✗ ${name} failed after ${seconds} s. The steps so far:\n${times.join("\n")}`);
    process.exit(status ?? 1);
  }
}
console.log(`\n✓ All checks passed.\n${times.join("\n")}`);
