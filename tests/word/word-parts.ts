import { strToU8, zipSync, type Zippable } from "fflate";
import { readWord, type WordFile } from "#server/word/read/index.ts";
import type { WordReadingLimits } from "#server/word/read/limits.ts";
import type { RevisedBlock, RevisedInline, RevisedParagraph } from "#app/document/word/revised.ts";

/** The parts of a Word file of a test, each the inside of its root element. */
export interface WordParts {
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly comments?: string;
  readonly commentsExtended?: string;
  readonly commentsIds?: string;
  readonly commentsExtensible?: string;
  readonly settings?: string;
  readonly header?: string;
  readonly footer?: string;
  readonly core?: string;
  readonly custom?: string;
  /** Relationships of the document besides those of its parts. */
  readonly links?: string;
  /** Other files of the archive. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const MICROSOFT = "http://schemas.microsoft.com/office/word";
const NAMESPACES =
  `xmlns:w="${W}" xmlns:r="${OFFICE}/relationships" xmlns:m="${OFFICE}/math" xmlns:v="urn:schemas-microsoft-com:vml" ` +
  `xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
  `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" ` +
  `xmlns:w14="${MICROSOFT}/2010/wordml" xmlns:w15="${MICROSOFT}/2012/wordml" xmlns:w16cid="${MICROSOFT}/2016/wordml/cid" ` +
  `xmlns:w16cex="${MICROSOFT}/2018/wordml/cex" xmlns:w16du="${MICROSOFT}/2023/wordml/word16du" xmlns:wps="${MICROSOFT}/2010/wordprocessingShape"`;

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** A part with this inside its root element. */
export function part(root: string, inside: string): string {
  return `${HEAD}<${root} ${NAMESPACES}>${inside}</${root}>`;
}

const PARTS = {
  styles: "w:styles",
  numbering: "w:numbering",
  footnotes: "w:footnotes",
  endnotes: "w:endnotes",
  comments: "w:comments",
  commentsExtended: "w15:commentsEx",
  commentsIds: "w16cid:commentsIds",
  commentsExtensible: "w16cex:commentsExtensible",
  settings: "w:settings",
  header: "w:hdr",
  footer: "w:ftr",
} as const;

/** The files of the archive of a Word file. */
export function wordFiles(parts: WordParts): Record<string, string | Uint8Array> {
  const names = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter(
    (name) => parts[name] !== undefined,
  );
  const relationships = names
    .map(
      (name) =>
        `<Relationship Id="r-${name}" Type="${OFFICE}/relationships/${name}" Target="${name}.xml"/>`,
    )
    .join("");
  return {
    "[Content_Types].xml": `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": relations(
      `<Relationship Id="r1" Type="${OFFICE}/relationships/officeDocument" Target="word/document.xml"/>` +
        `<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
        `<Relationship Id="r3" Type="${OFFICE}/relationships/custom-properties" Target="docProps/custom.xml"/>`,
    ),
    "word/document.xml": part("w:document", `<w:body>${parts.body}<w:sectPr/></w:body>`),
    "word/_rels/document.xml.rels": relations(relationships + (parts.links ?? "")),
    ...Object.fromEntries(
      names.map((name) => [`word/${name}.xml`, part(PARTS[name], parts[name] ?? "")]),
    ),
    ...(parts.core === undefined
      ? {}
      : {
          "docProps/core.xml": `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">${parts.core}</cp:coreProperties>`,
        }),
    ...(parts.custom === undefined
      ? {}
      : {
          "docProps/custom.xml": `${HEAD}<Properties xmlns="${OFFICE}/custom-properties" xmlns:vt="${OFFICE}/docPropsVTypes">${parts.custom}</Properties>`,
        }),
    ...parts.files,
  };
}

function relations(inside: string): string {
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
}

export function link(id: string, target: string, type = "hyperlink", isExternal = true): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/relationships/${type}" Target="${target}"${isExternal ? ' TargetMode="External"' : ""}/>`;
}

export function zipped(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const all: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    all[name] = typeof content === "string" ? strToU8(content) : content;
  }
  return zipSync(all, { level: 6 });
}

export function wordBytes(parts: WordParts): Uint8Array {
  return zipped(wordFiles(parts));
}

/** Throws for a refusal. */
export async function readParts(parts: WordParts): Promise<WordFile> {
  const read = await readWord(wordBytes(parts));
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
}

/** The code of a refusal; null where a file is read. */
export async function refusalOf(
  bytes: Uint8Array,
  limits?: WordReadingLimits,
): Promise<string | null> {
  const read = await readWord(bytes, limits);
  return read.ok ? null : read.refusal.code;
}

/** A paragraph with text, properties before it. */
export function p(text: string, properties = ""): string {
  return `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}${text === "" ? "" : r(text)}</w:p>`;
}

export function r(text: string, properties = ""): string {
  return `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export function style(id: string, name: string, inside = "", type = "paragraph"): string {
  return `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${inside}</w:style>`;
}

export function level(at: number, format: string, text: string, inside = ""): string {
  return `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${inside}</w:lvl>`;
}

export function list(id: number, ...levels: string[]): string {
  return `<w:abstractNum w:abstractNumId="${id}">${levels.join("")}</w:abstractNum>`;
}

export function num(id: number, abstract: number, inside = ""): string {
  return `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${inside}</w:num>`;
}

export function inList(id: number, at = 0): string {
  return `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`;
}

export const BY_ANA = 'w:id="1" w:author="Ana" w:date="2026-11-12T10:00:00Z"';
export const BY_JANE = 'w:id="2" w:author="Jane Doe" w:date="2026-11-13T11:30:00Z"';

/** A field of several runs. */
export function field(code: string, ...shown: string[]): string {
  const sign = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const words = shown.map((text) => r(text)).join("");
  return `${sign("begin")}<w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r>${sign("separate")}${words}${sign("end")}`;
}

/** A block in one line, so that tests read as lists: "numbered 2: Text +new+ -old-". */
export function lineOf(block: RevisedBlock): string {
  if (block.type === "paragraph") return paragraphLine(block);
  if (block.type === "other") return `[${block.node.type}]${fate(block, "")}`;
  return block.rows
    .map(
      (row) =>
        `${fate(row, "row")}| ${row.cells.map(({ isHeader, colspan, rowspan, blocks }) => `${isHeader ? "#" : ""}${colspan > 1 || rowspan > 1 ? `(${colspan}x${rowspan}) ` : ""}${blocks.map(paragraphLine).join(" / ")}`).join(" | ")} |`,
    )
    .join("\n");
}

function paragraphLine({ shape, reshaped, mark, content }: RevisedParagraph): string {
  const { kind, level: at } = shape;
  const was = reshaped === null ? "" : ` (was ${reshaped.shape.kind} ${reshaped.shape.level})`;
  return `${kind}${at > 1 ? ` ${at}` : ""}${was}: ${content.map(inlineLine).join("")}${fate(mark, "¶")}`;
}

export function inlineLine(item: RevisedInline): string {
  const { node, note, restyled } = item;
  const marks = (node.marks ?? []).map(({ type }) => type).join(",");
  const was =
    restyled === null ? "" : ` was ${restyled.marks.map(({ type }) => type).join(",") || "plain"}`;
  const words =
    note !== undefined
      ? `[note: ${note.map(inlineLine).join("")}]`
      : node.type === "text"
        ? node.text
        : node.type === "hardBreak"
          ? "⏎"
          : `{${node.type} ${JSON.stringify(node.attrs?.targets ?? node.attrs?.name ?? null)}}`;
  const marked = marks === "" && was === "" ? words : `<${marks}${was}>${words}</>`;
  return fate(item, marked);
}

function fate(
  { inserted, deleted }: { readonly inserted: number | null; readonly deleted: number | null },
  words: string,
): string {
  const gone = deleted === null ? words : `-${deleted}{${words}}`;
  const all = inserted === null ? gone : `+${inserted}{${gone}}`;
  return words === "¶" && inserted === null && deleted === null
    ? ""
    : words === "row" && all === "row"
      ? ""
      : all;
}

/** The blocks of these parts, each in one line. */
export async function linesOf(parts: WordParts): Promise<string[]> {
  const { text } = await readParts(parts);
  return text.blocks.map(lineOf);
}

/** Kind and count of what is not kept. */
export function toldOf({ notKept }: WordFile): string[] {
  return notKept.map(({ kind, count }) => `${kind} ${count}`);
}
