import { readFileSync } from "node:fs";
import { sizeText } from "#app/domain/exhibit.ts";
import { exhibitsNamed } from "#app/document/numbering/exhibits.ts";
import type { ExhibitDetails } from "#app/document/details/document-details.ts";
import type { GlyphGuard } from "./glyph-guard.ts";
import type { TypesetInput } from "./input.ts";
import type { ExhibitData } from "#app/document/rendering/typst/page-data.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { sha256 } from "#server/digest.ts";

/** An exhibit whose pages follow the text. */
export interface Attached {
  /** "Exhibit A". */
  readonly name: string;
  readonly title: string;
  readonly file: NonNullable<ExhibitDetails["file"]>;
}

/** The exhibits with a PDF that the text names, in the order of their letters. */
export function attachedExhibits({ prose, facts: details }: TypesetInput): Attached[] {
  return exhibitsNamed(prose).flatMap(({ id, letter }) => {
    const exhibit = details.exhibits.find((known) => known.id === id);
    if (!exhibit?.file) return [];
    const { title, file } = exhibit;
    return [{ name: `Exhibit ${letter}`, title, file }];
  });
}

/** The exhibits' data for the templates. Without pages there is only the slip sheet. */
export function exhibitData(
  attached: readonly Attached[],
  print: GlyphGuard,
  withPages: boolean,
): ExhibitData[] {
  return attached.map(({ name, title, file }) => ({
    n: name,
    title: print(title, { in: "facts", what: "exhibits" }),
    file: virtualPathOf(file.sha256),
    pages: withPages ? file.pages : 0,
  }));
}

/** The path at which the templates find an exhibit's PDF, which is given from memory. */
export function virtualPathOf(sha256: string): string {
  return `/exhibits/${sha256}.pdf`;
}

/**
 * Reads an exhibit's PDF from the folder, where files are named by their hashes. Throws a
 * TypesetError for one that is missing, or differs from what was added.
 */
export function readAttached(
  { name, title, file }: Attached,
  paths: Readonly<Record<string, string>>,
): Buffer {
  const fault = (what: string) =>
    new TypesetError(
      `The PDF of ${name} (“${title}”) ${what}.`,
      { in: "whole" },
      "add its PDF again on the exhibits page, or bring it back from a backup, and try again.",
    );
  const place = paths[file.sha256];
  if (place === undefined) throw fault("is missing from this server");
  let bytes: Buffer;
  try {
    bytes = readFileSync(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw fault("is missing from this server");
  }
  if (sha256(bytes) !== file.sha256) {
    throw fault("is damaged: it is not the file that was added");
  }
  return bytes;
}

/** Refuses a PDF that is larger than its recipient accepts. Throws a TypesetError. */
export function checkSize(
  bytes: number,
  { limit, takenBy }: { readonly limit: number | null; readonly takenBy: string },
  attached: readonly Attached[],
): void {
  if (limit === null || bytes <= limit) return;
  const [largest] = attached.toSorted((one, other) => other.file.bytes - one.file.bytes);
  const which = largest
    ? ` The largest exhibit is ${largest.name} (“${largest.title}”), ${sizeText(largest.file.bytes)}.`
    : "";
  throw new TypesetError(
    `The PDF would be ${sizeText(bytes)}, and ${takenBy} takes at most ${sizeText(limit)}.${which}`,
    { in: "whole" },
    "make an exhibit smaller or file it apart, and try again.",
  );
}
