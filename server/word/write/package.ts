import { strToU8, zipSync, type Zippable } from "fflate";
import { CODE_NAMESPACE, CODE_PROPERTY } from "#app/document/word/code.ts";
import type { Links, WordWriting } from "./writing.ts";
import { XML_HEAD, escapeText, valued, xml, xmlPart } from "./xml.ts";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";

interface PartKind {
  /** Of the relationship. */
  readonly relation: string;
  readonly content: string;
  readonly id: string;
}

const part = (
  name: string,
  id: string,
  relation = `${OFFICE}/relationships/${name}`,
): PartKind => ({
  relation,
  content: `${MAIN}.${name}+xml`,
  id,
});
const MICROSOFT = "http://schemas.microsoft.com/office";

/** Parts that the document itself may lead to. */
const PART_KINDS: Readonly<Record<string, PartKind>> = {
  "word/styles.xml": part("styles", "rStyles"),
  "word/numbering.xml": part("numbering", "rNumbering"),
  "word/settings.xml": part("settings", "rSettings"),
  "word/footnotes.xml": part("footnotes", "rFootnotes"),
  "word/header1.xml": part("header", "rHeader1"),
  "word/footer1.xml": part("footer", "rFooter1"),
  "word/footer2.xml": part("footer", "rFooter2"),
  "word/comments.xml": part("comments", "rComments"),
  "word/commentsExtended.xml": part(
    "commentsExtended",
    "rCommentsExtended",
    `${MICROSOFT}/2011/relationships/commentsExtended`,
  ),
  "word/commentsIds.xml": part(
    "commentsIds",
    "rCommentsIds",
    `${MICROSOFT}/2016/09/relationships/commentsIds`,
  ),
  "word/commentsExtensible.xml": part(
    "commentsExtensible",
    "rCommentsExtensible",
    `${MICROSOFT}/2018/08/relationships/commentsExtensible`,
  ),
  "word/people.xml": part("people", "rPeople", `${MICROSOFT}/2011/relationships/people`),
};

/** A whole file, before zipping. */
interface WrittenPackage {
  readonly title: string;
  readonly language: string;
  readonly code: string | null;
  /** The document, and the parts that it leads to, by their paths. */
  readonly document: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** Every date of the archive: those of its making would make each file another. */
const ARCHIVED = "1980-01-01T00:00:00";

/** Zips the parts; equal parts give equal bytes. */
export function packed(word: WrittenPackage, writing: WordWriting): Uint8Array {
  const custom = customProperties(word.code, writing);
  const own = Object.entries(word.parts);
  const relations = own.flatMap(([path]) => {
    const kind = PART_KINDS[path];
    return kind === undefined ? [] : [relation(kind.id, kind.relation, path.slice(5))];
  });
  const codePart = word.code === null ? null : codeParts(word.code);
  const files: Readonly<Record<string, string>> = {
    "[Content_Types].xml": contentTypes(
      own.map(([path]) => path),
      custom !== null,
      codePart !== null,
    ),
    "_rels/.rels": relationships([
      relation("rDocument", `${OFFICE}/relationships/officeDocument`, "word/document.xml"),
      relation(
        "rCore",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
      ),
      ...(custom === null
        ? []
        : [
            relation("rCustom", `${OFFICE}/relationships/custom-properties`, "docProps/custom.xml"),
          ]),
    ]),
    "docProps/core.xml": coreProperties(word),
    ...(custom === null ? {} : { "docProps/custom.xml": custom }),
    "word/document.xml": word.document,
    "word/_rels/document.xml.rels": relationships([
      ...relations,
      ...(codePart === null
        ? []
        : [relation("rCode", `${OFFICE}/relationships/customXml`, "../customXml/item1.xml")]),
      ...linkRelations(writing.links),
    ]),
    ...(writing.linksOfNotes.all.length === 0
      ? {}
      : { "word/_rels/footnotes.xml.rels": relationships(linkRelations(writing.linksOfNotes)) }),
    ...word.parts,
    ...codePart,
  };
  const zipped: Zippable = {};
  for (const [path, text] of Object.entries(files)) zipped[path] = strToU8(text);
  return zipSync(zipped, { mtime: ARCHIVED, level: 6 });
}

function relation(id: string, type: string, target: string, mode?: "External"): string {
  return xml("Relationship", { Id: id, Type: type, Target: target, TargetMode: mode });
}

function relationships(written: readonly string[]): string {
  return xmlPart("Relationships", written.join(""), { xmlns: RELATIONSHIPS });
}

function linkRelations(links: Links): string[] {
  return links.all.map(([address, id]) =>
    relation(id, `${OFFICE}/relationships/hyperlink`, address, "External"),
  );
}

function contentTypes(paths: readonly string[], hasCustom: boolean, hasCode: boolean): string {
  const override = (path: string, type: string) =>
    xml("Override", { PartName: `/${path}`, ContentType: type });
  const overrides = [
    override("word/document.xml", `${MAIN}.document.main+xml`),
    override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ...paths.flatMap((path) => {
      const kind = PART_KINDS[path];
      return kind === undefined ? [] : [override(path, kind.content)];
    }),
    ...(hasCustom
      ? [
          override(
            "docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
          ),
        ]
      : []),
    ...(hasCode
      ? [
          override(
            "customXml/itemProps1.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
          ),
        ]
      : []),
  ];
  const byExtension = (extension: string, type: string) =>
    xml("Default", { Extension: extension, ContentType: type });
  return xmlPart(
    "Types",
    byExtension("rels", "application/vnd.openxmlformats-package.relationships+xml") +
      byExtension("xml", "application/xml") +
      overrides.join(""),
    { xmlns: CONTENT_TYPES },
  );
}

/** Title and language alone: no name, no clock, no program (W1). */
function coreProperties({ title, language }: WrittenPackage): string {
  const element = (name: string, text: string) =>
    text === "" ? "" : `<${name}>${escapeText(text)}</${name}>`;
  return xmlPart(
    "cp:coreProperties",
    element("dc:title", title) + element("dc:language", language),
    {
      "xmlns:cp": PROPERTIES,
      "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    },
  );
}

function customProperties(code: string | null, { properties }: WordWriting): string | null {
  const all = [...(code === null ? [] : [{ name: CODE_PROPERTY, value: code }]), ...properties];
  if (all.length === 0) return null;
  const written = all.map(({ name, value }, index) =>
    xml(
      "property",
      // Of properties that people make.
      { fmtid: "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", pid: index + 2, name },
      `<vt:lpwstr>${escapeText(value)}</vt:lpwstr>`,
    ),
  );
  return xmlPart("Properties", written.join(""), {
    xmlns: `${OFFICE}/custom-properties`,
    "xmlns:vt": `${OFFICE}/docPropsVTypes`,
  });
}

/** The code as data of the file's own, which Word keeps with it; found by its namespace. */
function codeParts(code: string): Readonly<Record<string, string>> {
  return {
    "customXml/item1.xml": XML_HEAD + xml("file", { xmlns: CODE_NAMESPACE, code }),
    "customXml/itemProps1.xml": xmlPart(
      "ds:datastoreItem",
      xml("ds:schemaRefs", {}, xml("ds:schemaRef", { "ds:uri": CODE_NAMESPACE })),
      {
        // Any item has to have one; it is the same in all files, and programs give it another.
        "ds:itemID": "{5B7C1E0A-3D52-4E86-9A41-7F0D26C8B913}",
        "xmlns:ds": `${OFFICE}/customXml`,
      },
    ),
    "customXml/_rels/item1.xml.rels": relationships([
      relation("rProperties", `${OFFICE}/relationships/customXmlProps`, "itemProps1.xml"),
    ]),
  };
}

/** How Word is to treat the file: as one of its present form, with notes and fields as they are. */
export function settingsPart(language: string): string {
  const compatible = (name: string, value: string | number) =>
    xml("w:compatSetting", {
      "w:name": name,
      "w:uri": "http://schemas.microsoft.com/office/word",
      "w:val": value,
    });
  const separators = [-1, 0].map((id) => xml("w:footnote", { "w:id": id })).join("");
  return xmlPart(
    "w:settings",
    valued("w:defaultTabStop", 720) +
      valued("w:characterSpacingControl", "doNotCompress") +
      xml("w:footnotePr", {}, separators) +
      xml(
        "w:compat",
        {},
        compatible("compatibilityMode", 15) +
          compatible("overrideTableStyleFontSizeAndJustification", 1) +
          compatible("enableOpenTypeFeatures", 1) +
          compatible("doNotFlipMirrorIndents", 1) +
          compatible("differentiateMultirowTableHeaders", 1),
      ) +
      xml("w:themeFontLang", { "w:val": language }) +
      valued("w:decimalSymbol", ".") +
      valued("w:listSeparator", ","),
  );
}

/** Lists who changed or commented on something, as Word does. */
export function peoplePart(names: Iterable<string>): string | null {
  const people = [...new Set(names)].filter((name) => name !== "");
  if (people.length === 0) return null;
  const written = people.map((name) =>
    xml(
      "w15:person",
      { "w15:author": name },
      xml("w15:presenceInfo", { "w15:providerId": "None", "w15:userId": name }),
    ),
  );
  return xmlPart("w15:people", written.join(""));
}
