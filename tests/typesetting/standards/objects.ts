import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import { inFolder } from "#tests/typesetting/reading.ts";

// A PDF as the objects it is made of, read by qpdf, which knows nothing of Typst.

const run = promisify(execFile);

/** A number, a name ("/Name"), a string ("u:text", "b:hex"), a reference ("12 0 R"), or more of them. */
export type Value = null | boolean | number | string | Value[] | Dictionary;
export interface Dictionary {
  [key: string]: Value;
}

/** All objects of a file; a change of them is a change of what the rules see. */
export interface Objects {
  readonly trailer: Dictionary;
  /** By "12 0 R". */
  readonly values: Map<string, Value>;
  /** Contents of streams, by the same, unpacked where their filter loses nothing. */
  readonly streams: Map<string, Buffer>;
}

const value: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(value),
    z.record(z.string(), value),
  ]),
);
const dictionary = z.record(z.string(), value);
const entry = z.union([
  z.object({ value }),
  z.object({ stream: z.object({ dict: dictionary, data: z.string() }) }),
]);
const answer = z.object({ qpdf: z.tuple([z.unknown(), z.record(z.string(), entry)]) });

/** Every object of the file. Throws what qpdf says of one whose syntax is broken. */
export async function objectsOf(pdf: Uint8Array): Promise<Objects> {
  return inFolder(pdf, async (file) => {
    await run("qpdf", ["--check", file]);
    const options = ["--json=2", "--json-key=qpdf", "--json-stream-data=inline"];
    const { stdout } = await run("qpdf", [...options, "--decode-level=generalized", file], {
      maxBuffer: 1e9,
    });
    const [, entries] = answer.parse(JSON.parse(stdout)).qpdf;
    const objects: Objects = { trailer: {}, values: new Map(), streams: new Map() };
    for (const [name, object] of Object.entries(entries)) {
      const key = name.replace(/^obj:/, "");
      if ("value" in object) {
        if (name === "trailer") Object.assign(objects.trailer, object.value);
        else objects.values.set(key, object.value);
      } else {
        objects.values.set(key, object.stream.dict);
        objects.streams.set(key, Buffer.from(object.stream.data, "base64"));
      }
    }
    return objects;
  });
}

/** The value once references are followed. */
export function follow(objects: Objects, of: Value | undefined): Value {
  let at = of ?? null;
  while (isReference(at)) at = objects.values.get(at) ?? null;
  return at;
}

export function isReference(of: Value | undefined): of is string {
  return typeof of === "string" && /^\d+ \d+ R$/.test(of);
}

/** The dictionary there; an empty one where there is none. */
export function dictionaryAt(objects: Objects, of: Value | undefined): Dictionary {
  const at = follow(objects, of);
  return at !== null && typeof at === "object" && !Array.isArray(at) ? at : {};
}

/** The array there, a single value as one of its own, nothing as an empty one. */
export function arrayAt(objects: Objects, of: Value | undefined): Value[] {
  const at = follow(objects, of);
  if (at === null) return [];
  return Array.isArray(at) ? at : [of ?? null];
}

/** The words of a string, which qpdf gives as "u:…" or in hexadecimal. */
export function textAt(objects: Objects, of: Value | undefined): string | null {
  const at = follow(objects, of);
  if (typeof at !== "string") return null;
  if (at.startsWith("u:")) return at.slice(2);
  return at.startsWith("b:") ? Buffer.from(at.slice(2), "hex").toString("latin1") : null;
}

/** A page and the reference that others know it by. */
export interface Page {
  readonly key: string;
  readonly dictionary: Dictionary;
}

/** The pages in their order. */
export function pagesOf(objects: Objects): Page[] {
  const below = (node: Value | undefined): Page[] => {
    const at = dictionaryAt(objects, node);
    if (at["/Type"] === "/Page") return [{ key: String(node), dictionary: at }];
    return arrayAt(objects, at["/Kids"]).flatMap(below);
  };
  return below(catalogOf(objects)["/Pages"]);
}

export function catalogOf(objects: Objects): Dictionary {
  return dictionaryAt(objects, objects.trailer["/Root"]);
}

/** The page's drawing, in one piece. */
export function contentOf(objects: Objects, page: Page): Buffer {
  const contents = page.dictionary["/Contents"];
  const parts = Array.isArray(follow(objects, contents)) ? arrayAt(objects, contents) : [contents];
  return Buffer.concat(
    parts.flatMap((part) => [objects.streams.get(String(part)) ?? Buffer.of(), Buffer.from("\n")]),
  );
}
