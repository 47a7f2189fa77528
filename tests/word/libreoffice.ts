import { execFileSync } from "node:child_process";
import path from "node:path";
import { installed } from "#tests/support/debian-package.ts";

/** Done by somebody who found these words. */
export interface LibreOfficeEdit {
  readonly find: string;
  readonly tracked: boolean;
  readonly do: "replace" | "embolden" | "paragraph-behind" | "remove-paragraph";
  /** The words of a replacement, or of the new paragraph. */
  readonly by?: string;
}

export interface LibreOfficeJob {
  readonly source: string;
  /** A path that ends in .docx or .pdf. */
  readonly target: string;
  /** One of its commands, by its name. */
  readonly command?: "AcceptAllTrackedChanges" | "RejectAllTrackedChanges" | undefined;
  readonly edits?: readonly LibreOfficeEdit[];
}

/** The author's name in changes that are tracked there. */
export const LIBREOFFICE_AUTHOR = "Jane Doe";

export function installLibreOffice(): void {
  // Its writer's own file: /usr/bin/soffice is there without a writer as well.
  installed(["/usr/lib/libreoffice/share/registry/writer.xcd"], "libreoffice-writer-nogui");
  installed(["/usr/lib/python3/dist-packages/uno.py"], "python3-uno");
}

/** Does all of it in one LibreOffice: to start one takes longer than to save a file. */
export function inLibreOffice(jobs: readonly LibreOfficeJob[]): void {
  const program = path.join(import.meta.dirname, "libreoffice.py");
  const asked = jobs.map((job) => JSON.stringify(job));
  execFileSync("/usr/bin/python3", [program, ...asked], { timeout: 400_000, stdio: "inherit" });
}
