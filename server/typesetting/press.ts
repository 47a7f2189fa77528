import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { NodeError } from "@myriaddreamin/typst-ts-node-compiler";
import { findBlockAtFault } from "./block-at-fault";
import { loadFonts } from "./fonts";
import { createInk } from "./ink";
import type { TypesetInput } from "./input";
import type { PageData } from "./page-data";
import { PageFault } from "./page-fault";
import { pagesOf } from "./pages-of";

export interface Pages {
  readonly pdf: Uint8Array;
  readonly pages: number;
}

export interface Press {
  /** Sets a document. Throws a PageFault for what can't be set, with the block at fault. */
  set(input: TypesetInput): Pages;
}

/**
 * A folder that does not exist: templates and data are given from memory, so that nothing on the
 * disk can be read from within a document.
 */
const DESK = path.resolve("/nonexistent/typesetting");

/** How many settings an intermediate result is kept for without being used again. */
const SETTINGS_KEPT = 5;

/** @param folder the folder that holds page/ and profiles/ with the templates. */
export function createPress(folder: string): Press {
  const fonts = loadFonts();
  const ink = createInk(fonts.draws);
  const compiler = NodeCompiler.create({
    workspace: DESK,
    fontArgs: [{ fontBlobs: [...fonts.files] }],
  });
  for (const file of templatesIn(folder)) {
    compiler.addSource(path.join(DESK, file), readFileSync(path.join(folder, file), "utf8"));
  }

  /** The pages of this data, or why there are none. Every warning is a failure. */
  function impression(data: PageData, input: TypesetInput): Pages | string {
    compiler.mapShadow(path.join(DESK, "data.json"), Buffer.from(JSON.stringify(data)));
    const main = path.join(DESK, "profiles", input.layoutProfile, "profile.typ");
    const compiled = compiler.compile({ mainFilePath: main });
    const failed = compiled.takeError() ?? compiled.takeWarnings();
    if (failed) return diagnosis(compiler, failed);
    const pages = compiled.result;
    if (!pages) return "no pages came out";
    const creationTimestamp = Math.floor(input.createdAt.getTime() / 1000);
    try {
      // PDF/UA-1 is the gate, PDF/A-2a what is delivered: one file can claim only one of them.
      if (!input.preview) compiler.pdf(pages, { pdfStandard: "ua-1", creationTimestamp });
      const pdf = compiler.pdf(pages, { pdfStandard: "a-2a", creationTimestamp });
      return { pdf, pages: pages.numOfPages };
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  return {
    set(input) {
      const data = pagesOf(input, ink);
      const result = impression(data, input);
      compiler.evictCache(SETTINGS_KEPT);
      if (typeof result !== "string") return result;
      const place = findBlockAtFault(input.prose, (content) => {
        const part = { ...input, prose: { ...input.prose, content } };
        return typeof impression(pagesOf(part, ink), input) !== "string";
      });
      compiler.evictCache(0);
      throw new PageFault(
        `The typesetter refused the document (${result.slice(0, 300)}).`,
        place,
        "change that block and try again.",
      );
    },
  };
}

function templatesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".typ"),
  );
}

function diagnosis(compiler: NodeCompiler, failed: NodeError): string {
  const lines = compiler.fetchDiagnostics(failed) as readonly { readonly message?: unknown }[];
  return lines.map(({ message }) => String(message)).join("; ");
}
