// `npm test`: every check, each with its time. The first that fails ends it.
import { chromium } from "./support/chromium.ts";
import { installed } from "./support/debian-package.ts";
import { runTurns, type Step } from "./support/steps.ts";

/** One turn after the other; the steps of one turn at once, since none changes what another reads. */
const turns: readonly (readonly Step[])[] = [
  [["database clients", "npm run --silent generate"]],
  [
    ["types", "npm run --silent check:types"],
    ["production build", "npm run --silent build:generated"],
    ["format", "npm run --silent check:format"],
    ["lint", "npm run --silent lint"],
  ],
  [["unit and integration, SQLite", "npm run --silent test:unit"]],
  [["database, services and rooms, PostgreSQL", "npm run --silent test:postgres"]],
  [["faults, the short run", "FAULTS=short npm run --silent test:faults"]],
  [["attacks, the short run", "ATTACK=short npm run --silent test:attack"]],
  [["end to end, Chromium", "npm run --silent test:e2e"]],
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
  // What libraries and archives check PDFs with.
  ["/usr/bin/jhove", "jhove"],
];
console.log(`PDF readers: ${readers.map(([file, name]) => installed([file], name)).join(", ")}`);
await runTurns(turns);
