import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { contentsFromUpdate, updateFromProse } from "#app/document/draft-prose.ts";
import { proseFromUpdate } from "#tests/support/prose-from-update.ts";
import { flowRoot, readContents, removeUnknown } from "#app/document/flow/index.ts";
import { proseWithPlaceholders } from "#app/document/rendering/placeholders.ts";
import { proseToHtml } from "#app/document/rendering/html.ts";
import { ProseError } from "#app/document/prose.ts";
import { legalSchema } from "#app/document/schema.ts";
import { body, cell, doc, footnote, pageBreak, table } from "./build.ts";
import { below, pick, seeded, type Random } from "#tests/rooms/support/random.ts";
import { seedOf } from "#tests/support/seed.ts";

const START = doc(
  body("one", "first"),
  pageBreak,
  body("two", "noted", footnote("note", "see")),
  table([cell(body("c", "x"))]),
  body("last", "end"),
);

/** The start with somebody else's change, whose client id is 9. */
function changed(change: (root: Y.XmlText) => void): Y.Doc {
  const document = new Y.Doc();
  const root = flowRoot(document);
  Y.applyUpdate(document, updateFromProse(START, 1));
  document.clientID = 9;
  document.transact(() => change(root));
  return document;
}

const htmlOf = (document: Y.Doc) => proseToHtml(proseWithPlaceholders(read(document)));
const read = (document: Y.Doc) => contentsFromUpdate(Y.encodeStateAsUpdate(document));
const span = (clock: number) =>
  `<span class="cannot-be-shown" data-client="9" data-clock="${clock}">Something that can’t be shown</span>`;

function typesOf(root: Y.XmlText): Y.XmlElement[] {
  const types: Y.XmlElement[] = [];
  for (let item = root._start; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) {
      types.push(item.content.type as Y.XmlElement);
    }
  }
  return types;
}

describe("something that can't be shown", () => {
  test("in text is reported with its place and its writer, and has no width", () => {
    const document = changed((root) => root.insertEmbed(3, new Y.XmlElement("ofAnotherRelease")));
    const { node, unknown } = read(document);
    expect(node.toJSON()).toMatchObject(START);
    expect(unknown).toEqual([
      {
        client: 9,
        clock: 0,
        what: "it holds “ofAnotherRelease”, which is not known",
        position: 3,
        place: 1,
        blockId: "one",
      },
    ]);
    expect(htmlOf(document)).toContain(`>fi${span(0)}rst</p>`);
  });

  test("between blocks, in a footnote and in a cell stands there, of a table before it", () => {
    const between = changed((root) => root.insertEmbed(8, { a: 1 }));
    expect(read(between).unknown).toMatchObject([{ place: 3, position: 8 }]);
    expect(htmlOf(between)).toContain(`aria-label="Page break">${span(0)}<p`);
    const note = changed((root) => (typesOf(root)[3] as unknown as Y.XmlText).insertEmbed(1, {}));
    expect(htmlOf(note)).toContain(`>s${span(0)}ee</span>`);
    const row = (root: Y.XmlText) => typesOf(root)[4]?.get(0) as Y.XmlElement;
    const inCell = changed((root) =>
      (row(root).get(0) as unknown as Y.XmlText).insertEmbed(2, new Y.XmlElement("pageBreak")),
    );
    expect(htmlOf(inCell)).toContain(`x${span(0)}<br class="ProseMirror-trailingBreak"></p></td>`);
    const inRow = changed((root) => row(root).insert(1, [new Y.XmlElement("block")]));
    expect(htmlOf(inRow)).toContain(`${span(0)}<table><tbody><tr><td>`);
    const inTable = changed((root) => typesOf(root)[4]?.insert(0, [new Y.XmlText("loose")]));
    expect(read(inTable).unknown).toMatchObject([{ place: 4 }]);
    expect(htmlOf(inTable)).toContain(`${span(0)}<table>`);
  });

  test("at the very end, and in a draft that holds nothing else", () => {
    const end = changed((root) => root.insertEmbed(root.length, new Y.XmlElement("odd")));
    expect(read(end).unknown).toMatchObject([{ place: 5, blockId: "last" }]);
    const alone = new Y.Doc();
    alone.clientID = 9;
    flowRoot(alone).insertEmbed(0, { a: 1 });
    expect(htmlOf(alone)).toMatch(/^<span class="cannot-be-shown".*<\/span><p /u);
  });

  test("a format, an attribute or a link that can't be leaves the words as they are", () => {
    const odd = changed((root) => {
      root.format(1, 5, { comment: { by: "x" } });
      root.format(1, 5, { link: { href: "javascript:alert(1)" } });
      typesOf(root)[0]?.setAttribute("kind", "chapter");
    });
    const { node, unknown } = read(odd);
    expect(node.toJSON()).toMatchObject(START);
    expect(unknown.map(({ what }) => what).toSorted()).toEqual([
      "a link’s address is not allowed",
      "its kind is malformed",
      "its text is marked “comment”, which is not known",
    ]);
    expect(htmlOf(odd)).not.toContain("javascript");
  });
});

describe("taking away what can't be shown", () => {
  test("takes that away and nothing else, and then a version can be made", () => {
    const document = changed((root) => {
      root.insertEmbed(3, new Y.XmlElement("odd"));
      root.format(1, 5, { comment: {} });
      typesOf(root)[0]?.setAttribute("kind", "chapter");
    });
    const whole = () => Y.encodeStateAsUpdate(document);
    expect(() => proseFromUpdate(whole())).toThrow(ProseError);
    const { unknown } = readContents(document, legalSchema());
    for (const one of unknown) expect(removeUnknown(document, legalSchema(), one)).toBe(true);
    expect(proseFromUpdate(whole())).toMatchObject(START);
    expect(removeUnknown(document, legalSchema(), unknown[0]!)).toBe(false);
  });

  test("never takes away words, markers or anything that is shown", () => {
    const document = changed((root) => root.insertEmbed(3, new Y.XmlElement("odd")));
    const end = Y.getState(document.store, 1);
    for (let clock = 0; clock < end; clock += 1) {
      expect(removeUnknown(document, legalSchema(), { client: 1, clock })).toBe(false);
    }
    expect(removeUnknown(document, legalSchema(), { client: 77, clock: 0 })).toBe(false);
    expect(read(document).unknown).toHaveLength(1);
  });
});

describe("any content of a flow", () => {
  const NAMES = ["block", "table", "tableRow", "pageBreak", "field", "exhibit", "odd", "caption"];
  const VALUES: readonly unknown[] = [
    null,
    "",
    "x",
    "é".repeat(99),
    -1,
    2 ** 40,
    true,
    [],
    [[]],
    {},
  ];

  /** One senseless act of a program that knows nothing of flows. */
  function nonsense(document: Y.Doc, random: Random): void {
    const types: (Y.XmlText | Y.XmlElement)[] = [flowRoot(document)];
    for (const at of types) {
      for (let item = at._start; item; item = item.right) {
        const type: unknown = item.content instanceof Y.ContentType ? item.content.type : null;
        if (!item.deleted && (type instanceof Y.XmlText || type instanceof Y.XmlElement)) {
          types.push(type);
        }
      }
    }
    const target = pick(random, types);
    const fresh = () =>
      random() < 0.4 ? new Y.XmlText("t") : new Y.XmlElement(pick(random, NAMES));
    if (random() < 0.3) {
      const name = pick(random, ["id", "kind", "level", "colspan", "header", "targets", "name"]);
      if (target !== types[0]) target.setAttribute(name, pick(random, VALUES) as string);
    } else if (target instanceof Y.XmlText) {
      const at = below(random, target.length + 1);
      const choice = random();
      const rest = target.length - at;
      if (choice < 0.3) target.insertEmbed(at, fresh());
      else if (choice < 0.5)
        target.insert(at, pick(random, ["words", "\u2029", "\u0000", "\ud800"]));
      else if (choice < 0.6) target.insertEmbed(at, { any: pick(random, VALUES) });
      else if (rest === 0) return;
      else if (choice < 0.8) target.delete(at, Math.min(rest, 1 + below(random, 3)));
      else
        target.format(at, rest, { [pick(random, ["bold", "link", "odd"])]: pick(random, VALUES) });
    } else {
      const at = below(random, target.length + 1);
      if (random() < 0.8) target.insert(at, [fresh()]);
      else if (at < target.length) target.delete(at, 1);
    }
  }

  /** A field without a name is shown as such, and is refused as ever. */
  function versionOf(bytes: Uint8Array): void {
    try {
      proseFromUpdate(bytes);
    } catch (error) {
      expect(String(error)).toContain("a field in it has no name");
    }
  }

  test("is read, drawn, refused with its place or taken for a version, and can be mended", () => {
    const seed = seedOf();
    const random = seeded(seed);
    for (let run = 0; run < 60; run += 1) {
      const [one, other] = [new Y.Doc(), new Y.Doc()];
      for (const [index, document] of [one, other].entries()) {
        document.clientID = index + 1;
        if (run % 2 === 0) Y.applyUpdate(document, updateFromProse(START, 7));
        for (let act = below(random, 15); act >= 0; act -= 1) nonsense(document, random);
      }
      // In a third of the runs, the other's first writing never arrives.
      const late = Y.encodeStateVector(other);
      nonsense(other, random);
      Y.applyUpdate(one, Y.encodeStateAsUpdate(other, run % 3 === 0 ? late : undefined));
      const before = Y.encodeStateAsUpdate(one);
      const { node, unknown } = contentsFromUpdate(before);
      expect(() => node.check(), `seed ${seed}, run ${run}`).not.toThrow();
      for (const { place } of unknown) expect(place).toBeLessThanOrEqual(node.childCount);
      const html = proseToHtml(proseWithPlaceholders({ node, unknown }));
      expect(html.split("cannot-be-shown"), `seed ${seed}, run ${run}`).toHaveLength(
        unknown.length + 1,
      );
      if (unknown.length > 0) expect(() => proseFromUpdate(before)).toThrow(ProseError);
      else versionOf(before);
      for (let left = unknown; left.length > 0; left = readContents(one, legalSchema()).unknown) {
        expect(removeUnknown(one, legalSchema(), left[0]!), `seed ${seed}, run ${run}`).toBe(true);
      }
      versionOf(Y.encodeStateAsUpdate(one));
    }
  });
});
