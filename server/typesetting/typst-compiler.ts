import { messageOf } from "#server/message-of.ts";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { NodeError, NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { LAYOUTS, type LayoutProfile } from "#app/domain/layout.ts";
import type { Layout } from "#app/domain/page-layout.ts";
import {
  attachedExhibits,
  checkSize,
  exhibitData,
  readAttached,
  virtualPathOf,
} from "./attached.ts";
import type { Attached } from "./attached.ts";
import { findBlockAtFault } from "./block-at-fault.ts";
import { inlineDestinations } from "./destinations.ts";
import { loadFonts } from "./fonts.ts";
import { createGlyphReader, type GlyphGuard, type GlyphReader } from "./glyph-guard.ts";
import { cardDataOf } from "./input.ts";
import type { CardData, CardInput, RedlineInput, TypesetInput } from "./input.ts";
import { redlinePagesOf, type RedlinePageData } from "./redline-pages.ts";
import { scriptFontsFor, type ScriptFont } from "./script-fonts.ts";
import { dataInScripts, hanLanguagesIn, type Scripts } from "./scripts.ts";
import type { PageData } from "#app/document/rendering/typst/page-data.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { pagesOf } from "./compile.ts";
import { startsOf, type BlockPlace } from "./page-starts.ts";
import type { PageStart } from "#app/document/page-starts.ts";

export interface Pages {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** Previews only: for each page in order, the blocks at its start. */
  readonly starts?: readonly PageStart[];
}

interface TypstCompiler {
  /**
   * Typesets a document. Throws a TypesetError with the block at fault.
   * @param exhibits the paths of the exhibits' PDFs, by their hashes.
   */
  set(input: TypesetInput, exhibits?: Readonly<Record<string, string>>): Promise<Pages>;
  /** Typesets what differs between two texts. Throws a TypesetError. */
  setRedline(input: RedlineInput): Promise<Pages>;
  /** Typesets the picture of a public page. Throws a TypesetError. */
  setCard(input: CardInput): Promise<Pages>;
}

/**
 * A folder that does not exist: templates and data are given from memory, so that a document can
 * read nothing from the disk.
 */
const VIRTUAL_ROOT = path.resolve("/nonexistent/typesetting");

/** For how many runs an unused intermediate result is cached. */
const SETTINGS_KEPT = 5;

/** The most pieces of fonts that stay in a compiler when a text needs others. */
const MOST_LOADED = 100;

/** A compiler that has the fonts of a text's scripts, perhaps beside others. */
interface ChosenCompiler {
  readonly compiler: NodeCompiler;
  readonly scripts: Scripts;
}

const NO_SCRIPTS: Scripts = { lacking: new Set(), fonts: [] };

const drawnBy = ({ fonts }: Scripts, point: number) => fonts.some(({ has }) => has(point));

/**
 * @param folder the folder that contains page/ and profiles/ with the templates.
 */
export function createTypstCompiler(
  folder: string,
  layouts: Readonly<Record<LayoutProfile, Pick<Layout, "pdf">>> = LAYOUTS,
): TypstCompiler {
  const fonts = loadFonts();
  const templates = templatesIn(folder).map(
    (file) =>
      [path.join(VIRTUAL_ROOT, file), readFileSync(path.join(folder, file), "utf8")] as const,
  );
  const own = { compiler: compilerWith([]), loaded: NO_SCRIPTS.fonts };
  /** For texts in other scripts: with the fonts that the last of them needed. */
  let wide = own;

  function compilerWith(scripts: readonly ScriptFont[]): NodeCompiler {
    const fontBlobs = [...fonts.files, ...scripts.flatMap(({ files }) => files)];
    const compiler = NodeCompiler.create({ workspace: VIRTUAL_ROOT, fontArgs: [{ fontBlobs }] });
    for (const [file, source] of templates) compiler.addSource(file, source);
    return compiler;
  }

  /**
   * The compiler for a text that was read, with the fonts of its scripts. Throws a TypesetError for
   * signs that none has.
   * @param data what the text became: its paragraphs say whose Han shapes they have.
   */
  async function compilerFor(reader: GlyphReader, data: object): Promise<ChosenCompiler> {
    const scripts = await scriptsFor(reader, data);
    reader.refuseBut((point) => drawnBy(scripts, point));
    return compilerWithFonts(scripts);
  }

  async function scriptsFor(reader: GlyphReader, data: object): Promise<Scripts> {
    const lacking = reader.lacking();
    if (lacking.size === 0) return NO_SCRIPTS;
    return { lacking, fonts: await scriptFontsFor(lacking, hanLanguagesIn(data)) };
  }

  function compilerWithFonts(scripts: Scripts): ChosenCompiler {
    const needed = scripts.fonts;
    if (needed.length === 0) return { compiler: own.compiler, scripts };
    if (!needed.every((font) => wide.loaded.includes(font))) {
      const both = [...new Set([...wide.loaded, ...needed])];
      const loaded = both.length > MOST_LOADED ? needed : both;
      wide = { compiler: compilerWith(loaded), loaded };
    }
    return { compiler: wide.compiler, scripts };
  }

  /** Compiles this data to pages, or throws why not. Every warning is an error. */
  function compile(
    press: ChosenCompiler,
    data: PageData,
    { layoutProfile, createdAt }: TypesetInput,
    standards: readonly Standard[],
  ): Pages | string {
    const main = path.join(VIRTUAL_ROOT, "profiles", layoutProfile, "profile.typ");
    return compileWith(press, main, data, createdAt, standards);
  }

  function compileWith(
    { compiler, scripts }: ChosenCompiler,
    main: string,
    data: PageData | RedlinePageData | CardData,
    createdAt: Date,
    standards: readonly Standard[],
  ): Pages | string {
    compiler.mapShadow(
      path.join(VIRTUAL_ROOT, "data.json"),
      Buffer.from(dataInScripts(data, scripts)),
    );
    const compiled = compiler.compile({ mainFilePath: main });
    const failed = compiled.takeError() ?? compiled.takeWarnings();
    if (failed) return diagnosis(compiler, failed);
    const pages = compiled.result;
    if (!pages) return "no pages came out";
    const creationTimestamp = Math.floor(createdAt.getTime() / 1000);
    let pdf: Buffer = Buffer.alloc(0);
    try {
      for (const pdfStandard of standards) {
        pdf = compiler.pdf(pages, {
          creationTimestamp,
          ...(pdfStandard === null ? {} : { pdfStandard }),
        });
      }
    } catch (error) {
      return messageOf(error);
    }
    const set = { pdf: inlineDestinations(pdf), pages: pages.numOfPages };
    return "located" in data && data.located
      ? { ...set, starts: startsOf(set.pages, placesIn(compiler, pages)) }
      : set;
  }

  /** The pages of the blocks, as places.typ reports them. */
  function placesIn(compiler: NodeCompiler, pages: NodeTypstDocument): readonly BlockPlace[] {
    const found = compiler.query(pages, { selector: "<places>", field: "value" }) as BlockPlace[][];
    return found[0] ?? [];
  }

  /** The text alone, as it is delivered where no exhibit follows it. */
  function setText(
    press: ChosenCompiler,
    read: PageData,
    print: GlyphGuard,
    input: TypesetInput,
  ): Pages {
    const { compiler } = press;
    // PDF/UA-1 is checked, PDF/A-2a is delivered: one file can claim only one of them.
    const standards: Standard[] = input.preview ? ["a-2a"] : ["ua-1", "a-2a"];
    const result = compile(press, read, input, standards);
    compiler.evictCache(SETTINGS_KEPT);
    if (typeof result !== "string") return result;
    const place = findBlockAtFault(input.prose, (content) => {
      const part = { ...input, prose: { ...input.prose, content } };
      return typeof compile(press, pagesOf(part, print), input, standards) !== "string";
    });
    compiler.evictCache(0);
    throw new TypesetError(
      `The pages could not be laid out (${result.slice(0, 300)}).`,
      place,
      "change that block and try again.",
    );
  }

  /**
   * Typesets the text with the exhibits' pages after it. Typst embeds PDFs in no PDF/A or PDF/UA,
   * since their conformance is unknown; so the whole claims no standard.
   */
  function setWithExhibits(
    press: ChosenCompiler,
    print: GlyphGuard,
    input: TypesetInput,
    attached: readonly Attached[],
    exhibits: Readonly<Record<string, string>>,
  ): Pages {
    const { compiler } = press;
    const set = (some: readonly Attached[]) =>
      compile(press, pagesOf(input, print, exhibitData(some, print, true)), input, [null]);
    try {
      for (const exhibit of attached) {
        const bytes = readAttached(exhibit, exhibits);
        compiler.mapShadow(path.join(VIRTUAL_ROOT, virtualPathOf(exhibit.file.sha256)), bytes);
      }
      const result = set(attached);
      if (typeof result !== "string") return result;
      const culprit = attached.find((exhibit) => typeof set([exhibit]) === "string");
      throw new TypesetError(
        culprit
          ? `The pages of ${culprit.name} (“${culprit.title}”) can’t be printed (${result.slice(0, 300)}).`
          : `The exhibits can’t be printed (${result.slice(0, 300)}).`,
        { in: "whole" },
        "print that exhibit to a new PDF, put it in the place of the old one, and try again.",
      );
    } finally {
      for (const { file } of attached)
        compiler.unmapShadow(path.join(VIRTUAL_ROOT, virtualPathOf(file.sha256)));
      // Exhibits are large, and seldom typeset twice.
      compiler.evictCache(0);
    }
  }

  return {
    async set(input, exhibits = {}) {
      const attached = attachedExhibits(input);
      const reader = createGlyphReader(fonts.draws);
      const { print } = reader;
      const read = pagesOf(input, print, exhibitData(attached, print, false));
      const press = await compilerFor(reader, read);
      const text = setText(press, read, print, input);
      // Previews only include their slip sheets.
      if (input.preview) return text;
      const pages =
        attached.length === 0 ? text : setWithExhibits(press, print, input, attached, exhibits);
      checkSize(pages.pdf.byteLength, layouts[input.layoutProfile].pdf, attached);
      return pages;
    },
    async setRedline(input) {
      const main = path.join(VIRTUAL_ROOT, "redline", "redline.typ");
      const reader = createGlyphReader(fonts.draws);
      const data = redlinePagesOf(input, reader.print);
      const press = await compilerFor(reader, data);
      try {
        const result = compileWith(press, main, data, input.createdAt, ["ua-1", "a-2a"]);
        if (typeof result !== "string") return result;
        throw new TypesetError(
          `The redline could not be laid out (${result.slice(0, 300)}).`,
          { in: "whole" },
          "read it on the screen meanwhile, and tell whoever runs this workspace.",
        );
      } finally {
        press.compiler.evictCache(SETTINGS_KEPT);
      }
    },
    async setCard(input) {
      const main = path.join(VIRTUAL_ROOT, "card", "card.typ");
      const reader = createGlyphReader(fonts.draws);
      for (const words of Object.values(input.card)) reader.print(words, { in: "whole" });
      const scripts = await scriptsFor(reader, input.card);
      const press = compilerWithFonts(scripts);
      const data = cardDataOf(input, (point) => fonts.draws(point) || drawnBy(scripts, point));
      const result = compileWith(press, main, data, input.createdAt, [null]);
      // Drafts are previewed here, too: a picture must not cost them what is kept of them.
      press.compiler.evictCache(SETTINGS_KEPT);
      if (typeof result !== "string") return result;
      throw new TypesetError(
        `The picture of the page could not be laid out (${result.slice(0, 300)}).`,
        { in: "whole" },
        "share the page without it meanwhile, and tell whoever runs this workspace.",
      );
    },
  };
}

/** The standard that a PDF claims; null claims none. */
type Standard = "ua-1" | "a-2a" | null;

function templatesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".typ"),
  );
}

function diagnosis(compiler: NodeCompiler, failed: NodeError): string {
  const lines = compiler.fetchDiagnostics(failed) as readonly { readonly message?: unknown }[];
  return lines.map(({ message }) => String(message)).join("; ");
}
