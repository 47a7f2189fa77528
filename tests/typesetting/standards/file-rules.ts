import {
  arrayAt,
  catalogOf,
  dictionaryAt,
  follow,
  isReference,
  pagesOf,
  textAt,
} from "./objects.ts";
import type { Dictionary, Objects, Value } from "./objects.ts";

// Rules of ISO 19005-2 (PDF/A-2) for a file, beside what its pages draw and how they are tagged.

/** Faults of the file, a sentence each. */
export function fileProblems(objects: Objects): string[] {
  return [
    ...trailerProblems(objects),
    ...catalogProblems(objects),
    ...colorProblems(objects),
    ...metadataProblems(objects),
    ...fontProblems(objects),
    ...annotationProblems(objects),
    ...forbiddenThings(objects),
  ];
}

/** 6.1.3: identified, and not encrypted. */
function trailerProblems({ trailer }: Objects): string[] {
  const problems: string[] = [];
  if (trailer["/Encrypt"] !== undefined) problems.push("the file is encrypted");
  const id = trailer["/ID"];
  if (!Array.isArray(id) || id.length !== 2) problems.push("the file has no /ID");
  return problems;
}

/** 6.7.2 and 6.7.4: tagged, in a language that has a name. */
function catalogProblems(objects: Objects): string[] {
  const catalog = catalogOf(objects);
  const problems: string[] = [];
  if (dictionaryAt(objects, catalog["/MarkInfo"])["/Marked"] !== true) {
    problems.push("the file does not say that it is tagged");
  }
  if (!/^[a-z]{2,3}(?:-[A-Z]{2})?$/.test(textAt(objects, catalog["/Lang"]) ?? "")) {
    problems.push("the file names no language");
  }
  for (const name of ["/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Requirements"]) {
    if (catalog[name] !== undefined) problems.push(`the catalog has ${name}`);
  }
  const names = dictionaryAt(objects, catalog["/Names"]);
  for (const name of ["/EmbeddedFiles", "/JavaScript"]) {
    if (names[name] !== undefined) problems.push(`the file has ${name}`);
  }
  return problems;
}

/** 6.2.3 and 6.2.4: an output intent with a profile, and no color that depends on the device. */
function colorProblems(objects: Objects): string[] {
  const intents = arrayAt(objects, catalogOf(objects)["/OutputIntents"]);
  const profiles = intents
    .map((intent) => dictionaryAt(objects, intent))
    .filter((intent) => intent["/S"] === "/GTS_PDFA1")
    .map((intent) => String(intent["/DestOutputProfile"]));
  const [profile] = profiles;
  if (profile === undefined) return ["the file has no output intent"];
  // An ICC profile says so at byte 36, and its version, at most 4, at byte 8.
  const bytes = objects.streams.get(profile) ?? Buffer.of();
  const problems: string[] = [];
  if (bytes.toString("latin1", 36, 40) !== "acsp") problems.push("its colour profile is none");
  else if (bytes[8]! > 4) problems.push("its colour profile is of a later version");
  if (profiles.some((other) => other !== profile)) problems.push("its output intents differ");
  return problems;
}

/** 6.6: the metadata claim PDF/A-2a, agree with the document information, and name no person. */
function metadataProblems(objects: Objects): string[] {
  const xmp = objects.streams.get(String(catalogOf(objects)["/Metadata"]))?.toString("utf8") ?? "";
  const between = (tag: string) =>
    new RegExp(`<${tag}>(?:<rdf:\\w+>)?(?:<rdf:li[^>]*>)?([^<]*)<`).exec(xmp)?.[1] ?? null;
  const information = dictionaryAt(objects, objects.trailer["/Info"]);
  const problems: string[] = [];
  if (between("pdfaid:part") !== "2" || between("pdfaid:conformance") !== "A") {
    problems.push("the metadata do not claim PDF/A-2a");
  }
  if (xmp.includes("pdfuaid:")) problems.push("the metadata claim PDF/UA");
  if (!between("dc:title")) problems.push("the metadata have no title");
  if (xmp.includes("dc:creator") || information["/Author"] !== undefined) {
    problems.push("the metadata name a person");
  }
  const pairs: readonly (readonly [string, string])[] = [
    ["/Title", "dc:title"],
    ["/Creator", "xmp:CreatorTool"],
    ["/CreationDate", "xmp:CreateDate"],
    ["/ModDate", "xmp:ModifyDate"],
  ];
  for (const [name, tag] of pairs) {
    const said = textAt(objects, information[name]);
    if (said !== null && plain(said) !== plain(between(tag) ?? "")) {
      problems.push(`${name} is not what the metadata say`);
    }
  }
  return problems;
}

/** A date is written in two ways, "D:20210909160000Z" and "2021-09-09T16:00:00+00:00". */
function plain(text: string): string {
  const date =
    /^D:(\d{14})/.exec(text)?.[1] ??
    text.replace(/^(\d{4})-(\d\d)-(\d\d)T/, "$1$2$3").replace(/(?<=^\d{8}[\d:]{8})\+00:00$/, "Z");
  return date.replaceAll("&amp;", "&").replace(/(?<=\d)[:Z](?=\d|$)/g, "");
}

/** 6.2.11: every font is in the file, as a subset, and its signs have meanings. */
function fontProblems(objects: Objects): string[] {
  const fonts = all(objects).filter((object) => object["/Type"] === "/Font");
  if (fonts.length === 0) return ["the file has no fonts"];
  return fonts.flatMap((font) => {
    const name = String(font["/BaseFont"]);
    const problems: string[] = [];
    if (!/^\/[A-Z]{6}\+/.test(name)) problems.push(`${name} is no subset of a font`);
    if (font["/Subtype"] === "/Type0") {
      if (!objects.streams.has(String(font["/ToUnicode"]))) {
        problems.push(`${name} does not say what its signs mean`);
      }
      if (font["/Encoding"] !== "/Identity-H") problems.push(`${name} has another encoding`);
      return problems;
    }
    const described = dictionaryAt(objects, font["/FontDescriptor"]);
    const file = described["/FontFile2"] ?? described["/FontFile3"];
    if (!isReference(file) || (objects.streams.get(file)?.length ?? 0) === 0) {
      problems.push(`${name} is not embedded`);
    }
    if (font["/Subtype"] === "/CIDFontType2" && font["/CIDToGIDMap"] === undefined) {
      problems.push(`${name} does not say which picture a sign has`);
    }
    return problems;
  });
}

/** 6.3 and 6.5, ISO 14289-1 7.18: links alone, printed, described, to a place or an address. */
function annotationProblems(objects: Objects): string[] {
  const annotations = all(objects).filter((object) => object["/Type"] === "/Annot");
  const problems = annotations.flatMap((annotation) => {
    const found: string[] = [];
    if (annotation["/Subtype"] !== "/Link") found.push("an annotation is no link");
    // Printed (4), and neither invisible (1), hidden (2), nor out of sight (32).
    const flags = Number(annotation["/F"] ?? 0);
    if ((flags & 4) === 0 || (flags & 0b100011) !== 0) found.push("a link is not printed");
    if (!textAt(objects, annotation["/Contents"])) found.push("a link is not described");
    const action = dictionaryAt(objects, annotation["/A"])["/S"];
    if (action === undefined ? annotation["/Dest"] === undefined : action !== "/URI") {
      found.push("a link leads nowhere that it may");
    }
    return found;
  });
  for (const [index, { dictionary }] of pagesOf(objects).entries()) {
    const some = arrayAt(objects, dictionary["/Annots"]).length > 0;
    if (some && dictionary["/Tabs"] !== "/S") {
      problems.push(`the links of page ${index + 1} are not reached in the order of the text`);
    }
  }
  return problems;
}

/** Actions, files, pictures and effects that no paper of ours has. */
function forbiddenThings(objects: Objects): string[] {
  const actions = new Set(["/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Sound"]);
  return all(objects).flatMap((object) => {
    const found: string[] = [];
    if (actions.has(String(object["/S"]))) found.push(`the file has an action ${object["/S"]}`);
    if (object["/Type"] === "/Filespec" || object["/EF"]) found.push("the file has an attachment");
    if (object["/Type"] === "/XObject") found.push(`the file has an ${String(object["/Subtype"])}`);
    if (object["/AA"] !== undefined) found.push("something acts by itself");
    if (object["/Filter"] === "/LZWDecode") found.push("a stream is packed with LZW");
    if (object["/F"] !== undefined && object["/Length"] !== undefined) {
      found.push("a stream lies outside the file");
    }
    return found;
  });
}

/** Every dictionary of the file, those within others too. */
function all(objects: Objects): Dictionary[] {
  const within = (value: Value): Dictionary[] => {
    if (value === null || typeof value !== "object") return [];
    if (Array.isArray(value)) return value.flatMap(within);
    return [value, ...Object.values(value).flatMap(within)];
  };
  return [...objects.values.values()].flatMap((value) => within(follow(objects, value)));
}
