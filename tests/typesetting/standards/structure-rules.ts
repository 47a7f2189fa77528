import { arrayAt, catalogOf, dictionaryAt, follow, isReference, textAt } from "./objects.ts";
import type { Dictionary, Objects, Value } from "./objects.ts";

// The tags, as ISO 32000-1 14.7 and 14.8 have them, and what ISO 14289-1 (PDF/UA-1) asks of them.

/** A part of the page's content that a tag holds. */
export interface TaggedContent {
  readonly page: string;
  readonly mcid: number;
  /** The reference of the tag. */
  readonly tag: string;
}

export interface Tags {
  readonly problems: string[];
  readonly content: TaggedContent[];
}

/** Which tags may stand in which; a tag that is not here may stand in any. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  "/TR": ["/Table", "/THead", "/TBody", "/TFoot"],
  "/TH": ["/TR"],
  "/TD": ["/TR"],
  "/THead": ["/Table"],
  "/TBody": ["/Table"],
  "/TFoot": ["/Table"],
  "/LI": ["/L"],
  "/LBody": ["/LI"],
};

/** Which tags a tag may hold, where that is restricted. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  "/L": ["/L", "/LI", "/Caption"],
  "/LI": ["/Lbl", "/LBody"],
  "/Table": ["/TR", "/THead", "/TBody", "/TFoot", "/Caption"],
  "/TR": ["/TH", "/TD"],
};

const STANDARD = new Set(
  "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form"
    .split(" ")
    .map((name) => `/${name}`),
);

/** Walks the tags from their root. */
export function tagsOf(objects: Objects): Tags {
  const root = dictionaryAt(objects, catalogOf(objects)["/StructTreeRoot"]);
  const roles = dictionaryAt(objects, root["/RoleMap"]);
  const problems: string[] = [];
  const content: TaggedContent[] = [];
  const notes = new Set<string>();
  let lastHeading = 0;

  const roleOf = (tag: Dictionary): string => {
    let role = String(tag["/S"]);
    for (let steps = 0; !STANDARD.has(role) && steps < 5; steps += 1) {
      role = String(roles[role] ?? role);
    }
    if (!STANDARD.has(role)) problems.push(`the tag ${role} has no meaning`);
    return role;
  };

  const checkAlone = (tag: Dictionary, role: string, parent: string) => {
    const allowed = PARENTS[role];
    const fits = CHILDREN[parent]?.includes(role) ?? true;
    if (!fits || (allowed && !allowed.includes(parent))) {
      problems.push(`${role} stands in ${parent}`);
    }
    const heading = /^\/H(\d)$/.exec(role);
    if (heading) {
      const level = Number(heading[1]);
      if (level > lastHeading + 1) problems.push(`a heading ${level} follows a ${lastHeading}`);
      lastHeading = level;
    }
    if (["/Figure", "/Formula"].includes(role) && !textAt(objects, tag["/Alt"])) {
      problems.push(`${role} has no other text`);
    }
    if (role === "/TH" && !attribute(objects, tag, "/Scope")) {
      problems.push("the head of a table does not say which cells it is the head of");
    }
    if (role === "/Note") {
      const id = textAt(objects, tag["/ID"]);
      if (id === null || notes.has(id)) problems.push("a note has no name of its own");
      else notes.add(id);
    }
  };

  const visit = (
    at: Value,
    parent: string,
    parentKey: string | null,
    seen: ReadonlySet<string>,
  ) => {
    const tag = dictionaryAt(objects, at);
    const key = String(at);
    if (seen.has(key)) throw new Error(`the tag ${key} stands in itself`);
    if (parentKey !== null && tag["/P"] !== parentKey) problems.push(`${key} names another parent`);
    const role = roleOf(tag);
    checkAlone(tag, role, parent);
    let linked = false;
    for (const child of arrayAt(objects, tag["/K"])) {
      const inner = follow(objects, child);
      const part = dictionaryAt(objects, child);
      if (typeof inner === "number") {
        content.push({ page: String(tag["/Pg"]), mcid: inner, tag: key });
      } else if (part["/Type"] === "/MCR") {
        const page = String(part["/Pg"] ?? tag["/Pg"]);
        content.push({ page, mcid: Number(part["/MCID"]), tag: key });
      } else if (part["/Type"] === "/OBJR") {
        linked = true;
        problems.push(...ownerProblems(objects, root, part["/Obj"], key));
      } else {
        visit(child, role, key, new Set([...seen, key]));
      }
    }
    if (role === "/Link" && !linked) problems.push("a tag of a link holds no link");
  };

  const tops = arrayAt(objects, root["/K"]);
  if (tops.length === 0) problems.push("there are no tags");
  for (const top of tops) visit(top, "the root", null, new Set());
  problems.push(...annotationsOutside(objects));
  return { problems, content };
}

/** An attribute of a tag, whichever owner it has. */
function attribute(objects: Objects, tag: Dictionary, name: string): boolean {
  return arrayAt(objects, tag["/A"]).some(
    (attributes) => dictionaryAt(objects, attributes)[name] !== undefined,
  );
}

/** The tag that the file's index of parents gives for a page or an annotation. */
export function parentsOf(objects: Objects, root: Dictionary, index: Value | undefined): Value {
  const find = (node: Value | undefined): Value | undefined => {
    const at = dictionaryAt(objects, node);
    const numbers = arrayAt(objects, at["/Nums"]);
    const place = numbers.findIndex((number, even) => even % 2 === 0 && number === index);
    if (place >= 0) return numbers[place + 1];
    for (const kid of arrayAt(objects, at["/Kids"])) {
      const found = find(kid);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(root["/ParentTree"]) ?? null;
}

/** A link and its tag know each other. */
function ownerProblems(
  objects: Objects,
  root: Dictionary,
  of: Value | undefined,
  key: string,
): string[] {
  const annotation = dictionaryAt(objects, of);
  const owner = parentsOf(objects, root, annotation["/StructParent"]);
  return owner === key ? [] : ["a link belongs to another tag"];
}

/** Links that no tag holds (ISO 14289-1, 7.18.1). */
function annotationsOutside(objects: Objects): string[] {
  const held = new Set<string>();
  for (const value of objects.values.values()) {
    const tag = dictionaryAt(objects, value);
    for (const child of arrayAt(objects, tag["/K"])) {
      const part = dictionaryAt(objects, child);
      if (part["/Type"] === "/OBJR" && isReference(part["/Obj"])) held.add(part["/Obj"]);
    }
  }
  return [...objects.values].flatMap(([key, value]) =>
    dictionaryAt(objects, value)["/Type"] === "/Annot" && !held.has(key)
      ? ["a link stands outside the tags"]
      : [],
  );
}
