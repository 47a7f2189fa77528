import { installed } from "./debian-package.ts";

/** Typeset pages are read back with programs that did not set them. */
const READERS: readonly (readonly [path: string, debianPackage: string])[] = [
  ["/usr/bin/pdftotext", "poppler-utils"],
  ["/usr/bin/qpdf", "qpdf"],
  // Apache's Preflight, which checks PDF/A, and what Java no longer brings with it.
  ["/usr/bin/java", "default-jre-headless"],
  ["/usr/share/java/preflight.jar", "libpdfbox2-java"],
  ["/usr/share/java/jaxb-api.jar", "libjaxb-api-java"],
  // Checks PDFs for libraries and archives.
  ["/usr/bin/jhove", "jhove"],
];

/** The paths of the programs, which it installs where they are missing; throws with advice where it can't. */
export function pdfReaders(): readonly string[] {
  return READERS.map(([file, name]) => installed([file], name));
}
