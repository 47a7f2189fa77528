import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

// JHOVE, with which libraries and archives look at what they are given: whether a PDF is well-formed and
// valid (ISO 32000-1). It knows PDF/A-1 alone, so it tells nothing of PDF/A-2.

const run = promisify(execFile);

/** JHOVE's verdict on files, in their order: its status, and each fault by its code and sentence. */
export async function jhove(
  pdfs: readonly Uint8Array[],
): Promise<{ readonly status: string; readonly faults: readonly string[] }[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "jhove-"));
  try {
    const files = pdfs.map((_, index) => path.join(folder, `${index}.pdf`));
    for (const [index, pdf] of pdfs.entries()) await writeFile(files[index]!, pdf);
    const { stdout } = await run("jhove", ["-m", "PDF-hul", "-h", "xml", ...files], {
      maxBuffer: 100_000_000,
    });
    return files.map((file) => {
      const [, own = ""] = stdout.split(`<repInfo uri="${file}">`);
      const [said = ""] = own.split("</repInfo>");
      const status = /<status>(.*?)<\/status>/u.exec(said)?.[1];
      if (status === undefined) throw new Error(`JHOVE did not read ${file}:\n${said || stdout}`);
      const faults = said.matchAll(
        /<message[^>]*?severity="error"[^>]*?id="([^"]+)"[^>]*>([^<]*)/gu,
      );
      return { status, faults: [...faults].map(([, id, sentence]) => `${id} ${sentence}`) };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Verdict on a file without a fault. */
export const VALID = { status: "Well-Formed and valid", faults: [] };
