import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

// Apache PDFBox's Preflight, the one checker of PDF/A that Debian has. It knows ISO 19005-1 at level
// b alone; what part 2 allows and part 1 forbids is told from the rest by its codes.

const run = promisify(execFile);

/** Debian's packages: Preflight, and what Java no longer brings with it. */
const CLASSES = [
  "preflight",
  "pdfbox2",
  "xmpbox",
  "fontbox2",
  "commons-logging",
  "javax.activation",
  "jaxb-api",
].map((name) => `/usr/share/java/${name}.jar`);

/** Preflight's findings about files, in their order: a code of its own and a sentence. */
export async function preflight(pdfs: readonly Uint8Array[]): Promise<string[][]> {
  const folder = await mkdtemp(path.join(tmpdir(), "preflight-"));
  try {
    const list = path.join(folder, "list");
    const files = pdfs.map((_, index) => path.join(folder, `${index}.pdf`));
    for (const [index, pdf] of pdfs.entries()) await writeFile(files[index]!, pdf);
    await writeFile(list, files.join("\n"));
    const validator = "org.apache.pdfbox.preflight.Validator_A1b";
    await run("java", ["-cp", CLASSES.join(":"), validator, "xml", "group", list]);
    const answer = await readFile(`${list}.preflight.xml`, "utf8");
    return pdfs.map((_, index) => {
      const [, said = ""] = answer.split(`<preflight name="${index}.pdf">`);
      const [own = ""] = said.split("</preflight>");
      if (!own.includes("<isValid")) throw new Error(`Preflight did not read file ${index}.`);
      const errors = own.matchAll(/<code>(.*?)<\/code>\s*<details>(.*?)<\/details>/gs);
      return [...new Set([...errors].map(([, code, details]) => `${code} ${details}`))];
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Findings that PDF/A-2 allows and PDF/A-1 forbids. */
const NO_FAULTS: readonly RegExp[] = [
  // Part 2 of the standard, as is claimed.
  /^7\.11\.2 Error on MetaData, part must be 1$/,
  // PDF/A-2 takes profiles of ICC version 4 (6.2.4.2); PDF/A-1 ended with version 2.
  /^2\.1\.6 Invalid graphics object, Invalid version of the ICCProfile$/,
];

/** The rest of Preflight's findings. */
export function faultsIn(findings: readonly string[]): string[] {
  return findings.filter((finding) => !NO_FAULTS.some((allowed) => allowed.test(finding)));
}
