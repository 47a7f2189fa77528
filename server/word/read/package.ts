import type { WordArchive } from "./archive.ts";
import { RefusedWordFile } from "./refusal.ts";
import { childrenOf, parseXml, type XmlBudget, type XmlElement } from "./xml.ts";

/** Where a part leads: to another part, or out of the file. */
export interface Relationship {
  /** The last word of its type: "hyperlink", "footnotes". */
  readonly type: string;
  /** The path of a part, or the address outside. */
  readonly target: string;
  readonly isExternal: boolean;
}

export type Relationships = ReadonlyMap<string, Relationship>;

/** The parts of a Word file that are read, each as XML. */
export interface PackageParts {
  readonly document: XmlElement;
  readonly links: Relationships;
  readonly styles: XmlElement | null;
  readonly numbering: XmlElement | null;
  readonly footnotes: NotesPart | null;
  readonly endnotes: NotesPart | null;
  readonly settings: XmlElement | null;
  readonly comments: XmlElement | null;
  readonly commentsExtended: XmlElement | null;
  readonly commentsExtensible: XmlElement | null;
  readonly commentsIds: XmlElement | null;
  readonly headers: readonly XmlElement[];
  readonly footers: readonly XmlElement[];
  /** Parts of custom XML, as far as they are well-formed. */
  readonly custom: readonly XmlElement[];
  readonly coreProperties: XmlElement | null;
  readonly customProperties: XmlElement | null;
  readonly hasMacros: boolean;
  /** Files inside the file: workbooks, other documents. */
  readonly embeddings: number;
}

export interface NotesPart {
  readonly root: XmlElement;
  readonly links: Relationships;
}

/** Reads the parts of a file; throws RefusedWordFile where it is no Word document. */
export async function readPackage(archive: WordArchive, budget: XmlBudget): Promise<PackageParts> {
  const parse = async (name: string): Promise<XmlElement | null> => {
    const bytes = await archive.read(name);
    return bytes === null ? null : parseXml(bytes, budget);
  };
  const root = relationshipsIn(await parse("_rels/.rels"), "");
  const main = mainPart(archive, root);
  const document = await parse(main);
  if (document === null) throw new RefusedWordFile("damaged");
  if (document.name !== "w:document") throw new RefusedWordFile(otherOffice(document));
  const linksOf = async (part: string) =>
    relationshipsIn(await parse(relationshipsName(part)), part);
  const links = await linksOf(main);
  const named = (type: string) => targets(links, type)[0] ?? null;
  const one = async (type: string) => {
    const name = named(type);
    return name === null ? null : parse(name);
  };
  const notes = async (type: string): Promise<NotesPart | null> => {
    const name = named(type);
    const part = name === null ? null : await parse(name);
    return name === null || part === null ? null : { root: part, links: await linksOf(name) };
  };
  const all = async (type: string) => {
    const parts: XmlElement[] = [];
    for (const name of targets(links, type)) {
      const part = await parse(name);
      if (part !== null) parts.push(part);
    }
    return parts;
  };
  const outer = async (type: string) => {
    const name = targets(root, type)[0];
    return name === undefined ? null : parse(name);
  };
  return {
    document,
    links,
    styles: await one("styles"),
    numbering: await one("numbering"),
    footnotes: await notes("footnotes"),
    endnotes: await notes("endnotes"),
    settings: await one("settings"),
    comments: await one("comments"),
    commentsExtended: await one("commentsExtended"),
    commentsExtensible: await one("commentsExtensible"),
    commentsIds: await one("commentsIds"),
    headers: await all("header"),
    footers: await all("footer"),
    custom: await customParts(archive, targets(links, "customXml"), parse),
    coreProperties: await outer("core-properties"),
    customProperties: await outer("custom-properties"),
    hasMacros: archive.names.some((name) => name.endsWith("vbaproject.bin")),
    embeddings: archive.names.filter((name) => name.startsWith("word/embeddings/")).length,
  };
}

/** Other programs put anything there; what can't be read has no code of ours. */
async function customParts(
  archive: WordArchive,
  linked: readonly string[],
  parse: (name: string) => Promise<XmlElement | null>,
): Promise<XmlElement[]> {
  const names = new Set([
    ...linked.map((name) => name.toLowerCase()),
    ...archive.names.filter((name) => /^customxml\/item\d+\.xml$/u.test(name)),
  ]);
  const parts: XmlElement[] = [];
  for (const name of [...names].slice(0, MOST_CUSTOM_PARTS)) {
    try {
      const part = await parse(name);
      if (part !== null) parts.push(part);
    } catch (error) {
      if (!(error instanceof RefusedWordFile) || error.code !== "damaged") throw error;
    }
  }
  return parts;
}

const MOST_CUSTOM_PARTS = 50;

function mainPart(archive: WordArchive, root: Relationships): string {
  const [named] = targets(root, "officeDocument");
  if (named !== undefined && archive.has(named)) return named;
  if (archive.has("word/document.xml")) return "word/document.xml";
  if (archive.has("content.xml") && archive.has("mimetype"))
    throw new RefusedWordFile("opendocument");
  if (archive.has("xl/workbook.xml") || archive.has("ppt/presentation.xml"))
    throw new RefusedWordFile("other-office");
  throw new RefusedWordFile(archive.has("[Content_Types].xml") ? "damaged" : "other-archive");
}

function otherOffice(root: XmlElement): "other-office" | "not-word" {
  return /:(?:workbook|presentation)$/u.test(root.name) ? "other-office" : "not-word";
}

function targets(links: Relationships, type: string): string[] {
  return [...links.values()]
    .filter((link) => link.type === type && !link.isExternal)
    .map(({ target }) => target);
}

function relationshipsName(part: string): string {
  const at = part.lastIndexOf("/") + 1;
  return `${part.slice(0, at)}_rels/${part.slice(at)}.rels`;
}

function relationshipsIn(root: XmlElement | null, part: string): Relationships {
  const found = new Map<string, Relationship>();
  for (const { attributes } of childrenOf(root, "rel:Relationship")) {
    const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes;
    if (id === undefined || type === undefined || target === undefined) continue;
    const isExternal = mode === "External";
    found.set(id, {
      type: type.slice(type.lastIndexOf("/") + 1),
      target: isExternal ? target : partPath(part, target),
      isExternal,
    });
  }
  return found;
}

/** A target is relative to the folder of its part; one that leads out of the file ends at its root. */
function partPath(part: string, target: string): string {
  const path = target.startsWith("/") ? [] : part.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}
