import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { updateFromProse } from "#app/document/draft-prose.ts";
import { flowRoot } from "#app/document/flow/index.ts";
import { StateIndex } from "#server/rooms/update/state-index.ts";
import { validate, type Verdict } from "#server/rooms/update/validator.ts";
import { encodeUpdate, readState } from "#server/rooms/update/accepted-update.ts";
import { body, cell, doc, footnote, reference, table } from "#tests/document/build.ts";

const START = updateFromProse(
  doc(
    body("one", "first"),
    body("two", "noted", footnote("note", "see")),
    table([cell(body("c", "x"))]),
  ),
  1,
);

/** A room that was loaded with these bytes. */
function roomWith(bytes: Uint8Array): StateIndex {
  const known = new StateIndex();
  const { clocks, deleted, types } = readState(bytes);
  known.commit(clocks, deleted, types);
  return known;
}

function judge(update: Uint8Array, known: StateIndex): Verdict {
  return validate(update, known, () => "sender", 1024 * 1024);
}

/** The room's verdict on a foreign client's change of the start, by the reason for which it refuses. */
function said(change: (root: Y.XmlText, parts: Parts) => void): string {
  const document = new Y.Doc();
  const root = flowRoot(document);
  Y.applyUpdate(document, START);
  const updates: Uint8Array[] = [];
  document.on("update", (update: Uint8Array) => updates.push(update));
  document.transact(() => change(root, partsOf(root)));
  expect(updates).toHaveLength(1);
  const verdict = judge(updates[0]!, roomWith(START));
  return verdict.kind === "malformed" ? verdict.why : verdict.kind;
}

interface Parts {
  readonly marker: Y.XmlElement;
  readonly note: Y.XmlText;
  readonly table: Y.XmlElement;
  readonly row: Y.XmlElement;
  readonly cell: Y.XmlText;
}

function partsOf(root: Y.XmlText): Parts {
  const types: unknown[] = [];
  for (let item = root._start; item; item = item.right) {
    if (item.content instanceof Y.ContentType) types.push(item.content.type);
  }
  const found = types.find((type) => type instanceof Y.XmlElement && type.nodeName === "table");
  const row = (found as Y.XmlElement).get(0) as Y.XmlElement;
  return {
    marker: types[0] as Y.XmlElement,
    note: types.find((type) => type instanceof Y.XmlText) as Y.XmlText,
    table: found as Y.XmlElement,
    row,
    cell: row.get(0) as unknown as Y.XmlText,
  };
}

/** As an item's bytes name it. */
interface Place {
  readonly origin: Y.ID;
  readonly parent: Y.ID;
  readonly parentSub: string;
}

function idOf({ _item }: Y.XmlElement): Y.ID {
  if (!_item) throw new Error("a root");
  return _item.id;
}

const element = (name: string) => new Y.XmlElement(name);
const set = (type: unknown, name: string, value: unknown) =>
  (type as Y.XmlElement).setAttribute(name, value as string);

describe("what no editor puts into a flow is refused [R6, F11]", () => {
  it.each<[string, string, (root: Y.XmlText, parts: Parts) => void]>([
    [
      "an element that nobody knows",
      "an unknown element",
      (root) => root.insertEmbed(3, element("script")),
    ],
    [
      "a row in the text",
      "something where it can't stand",
      (root) => root.insertEmbed(0, element("tableRow")),
    ],
    ["an embed", "what a flow doesn't hold", (root) => root.insertEmbed(3, { image: "x" })],
    [
      "bytes",
      "what a flow doesn't hold",
      (_root, { row }) => row.insert(0, [Uint8Array.of(1) as never]),
    ],
    [
      "a format that nobody knows",
      "an unknown format",
      (root) => root.format(1, 3, { comment: {} }),
    ],
    [
      "a format with more to it than it has",
      "an unknown format",
      (root) => root.format(1, 3, { bold: { x: 1 } }),
    ],
    [
      "a format that is only true",
      "an unknown format",
      (root) => root.format(1, 3, { bold: true }),
    ],
    [
      "a link that runs a script",
      "an unknown format",
      (root) => root.format(1, 3, { link: { href: "javascript:alert(1)" } }),
    ],
    [
      "a link that is data",
      "an unknown format",
      (root) => root.format(1, 3, { link: { href: "data:text/html,x" } }),
    ],
    [
      "an element in a marker",
      "something where it can't stand",
      (_root, { marker }) => marker.insert(0, [element("block")]),
    ],
    [
      "text in a marker, as another layout has it",
      "something where it can't stand",
      (_root, { marker }) => marker.insert(0, [new Y.XmlText("x")]),
    ],
    [
      "text in a table",
      "something where it can't stand",
      (_root, { table }) => table.insert(0, [new Y.XmlText("x")]),
    ],
    [
      "a row beside a cell",
      "something where it can't stand",
      (_root, { row }) => row.insert(1, [element("tableRow")]),
    ],
    [
      "a cell beside a row",
      "something where it can't stand",
      (_root, { table }) => table.insert(1, [new Y.XmlText()]),
    ],
    [
      "a page break in a cell",
      "something where it can't stand",
      (_root, { row }) => {
        const words = new Y.XmlText();
        row.insert(0, [words]);
        words.insertEmbed(0, element("pageBreak"));
      },
    ],
    [
      "an attribute of a marker that it doesn't have",
      "an unknown attribute",
      (_root, { marker }) => set(marker, "onclick", "x"),
    ],
    [
      "an attribute of another element",
      "an unknown attribute",
      (_root, { marker }) => set(marker, "targets", []),
    ],
    ["an attribute of the root", "an attribute of the root", (root) => set(root, "id", "x")],
    [
      "an attribute that is a text",
      "an attribute that is no value",
      (root) => {
        const signatures = element("signatureBlock");
        root.insertEmbed(0, signatures);
        signatures.setAttribute("organization", new Y.XmlText() as never);
      },
    ],
    [
      "a cell as wide as no table",
      "a value that its attribute can't have",
      (_root, { cell }) => set(cell, "colspan", 2 ** 30),
    ],
    [
      "an id that is too long",
      "a value that no attribute has",
      (_root, { marker }) => set(marker, "id", "x".repeat(2_000)),
    ],
    [
      "a new paragraph with an id that is too long",
      "a value that its attribute can't have",
      (root) => {
        const marker = element("block");
        root.insertEmbed(0, marker);
        set(marker, "id", "x".repeat(65));
      },
    ],
    [
      "a kind that nobody knows",
      "a value that its attribute can't have",
      (root) => {
        const marker = element("block");
        root.insertEmbed(0, marker);
        set(marker, "kind", "chapter");
      },
    ],
  ])("%s", (_what, why, change) => {
    expect(said(change)).toBe(why);
  });

  it.each<[string, string, unknown[], (parts: Parts) => Partial<Place>]>([
    [
      "a value beside a paragraph's marker, where elements stand",
      "a value that no attribute has",
      [null],
      ({ marker }) => ({ origin: idOf(marker) }),
    ],
    [
      "a value beside letters, of which some attribute may have only the first",
      "a value that no attribute has",
      [null, "x".repeat(2_000)],
      ({ marker }) => ({ origin: Y.createID(idOf(marker).client, idOf(marker).clock + 1_000) }),
    ],
    [
      "a kind that nobody knows behind one that is known: Yjs reads the last",
      "a value that its attribute can't have",
      ["heading", "chapter"],
      ({ marker }) => ({ parent: idOf(marker), parentSub: "kind" }),
    ],
  ])("%s", (_what, why, values, place) => {
    const document = new Y.Doc();
    Y.applyUpdate(document, START);
    const { origin = null, parent = null, parentSub = null } = place(partsOf(flowRoot(document)));
    const id = Y.createID(77, 0);
    const content = new Y.ContentAny(values);
    const item = new Y.Item(id, null, origin, null, null, parent, parentSub, content);
    const update = encodeUpdate([{ client: 77, structs: [item] }], new Map());
    expect(judge(update, roomWith(START))).toEqual({ kind: "malformed", why });
  });

  it("a root of another kind", () => {
    for (const write of [
      (other: Y.Doc) => other.getMap("default").set("a", 1),
      (other: Y.Doc) => other.getArray("default").push([1, { a: 2 }]),
      (other: Y.Doc) => other.getXmlFragment("default").push([new Y.XmlElement("p")]),
    ]) {
      const other = new Y.Doc();
      write(other);
      expect(judge(Y.encodeStateAsUpdate(other), new StateIndex()).kind).toBe("malformed");
    }
  });

  it("text in a row that was made in words which still wait", () => {
    const document = new Y.Doc();
    const root = flowRoot(document);
    const updates: Uint8Array[] = [];
    document.on("update", (update: Uint8Array) => updates.push(update));
    const [made, row] = [element("table"), element("tableRow")];
    document.transact(() => {
      root.insertEmbed(0, made);
      made.insert(0, [row]);
    });
    row.insert(0, [new Y.XmlText()]);
    row.insert(0, [element("block")]);
    const known = new StateIndex();
    const kinds = updates.map((update) => {
      const verdict = judge(update, known);
      if (verdict.kind === "accepted") known.addWaiting(verdict.update);
      return verdict.kind;
    });
    expect(kinds).toEqual(["accepted", "accepted", "malformed"]);
    // The waiting words are refused by the database, and then nobody knows the row.
    known.resetWaiting([]);
    expect(judge(updates[2]!, known)).toEqual({ kind: "gap" });
  });
});

describe("what editors put into a flow is taken [R6, F11]", () => {
  it.each<[string, (root: Y.XmlText, parts: Parts) => void]>([
    ["letters, and an end of a paragraph", (root) => root.insert(3, "words\u2029")],
    [
      "every format, and its end",
      (root) => {
        for (const key of [
          "bold",
          "italic",
          "underline",
          "smallCaps",
          "superscript",
          "subscript",
          "strike",
        ]) {
          root.format(1, 3, { [key]: {} });
        }
        root.format(1, 3, { link: { href: "https://example.org/" }, bold: null });
      },
    ],
    [
      "a change of kind, level and id",
      (_root, { marker }) => {
        set(marker, "kind", "heading");
        for (const level of [null, 2, null]) set(marker, "level", level);
        set(marker, "kind", "body");
      },
    ],
    [
      "a footnote and a reference",
      (root) => {
        const note = new Y.XmlText();
        root.insertEmbed(3, note);
        note.setAttribute("id", "n2");
        note.insert(0, "see");
        const to = element("crossReference");
        note.insertEmbed(1, to);
        to.setAttribute("targets", ["one"] as never);
        to.setAttribute("ranges", [] as never);
      },
    ],
    [
      "a row, and a cell in it",
      (_root, { table: made, cell: first }) => {
        const row = element("tableRow");
        made.insert(1, [row]);
        row.insert(0, [new Y.XmlText()]);
        const words = row.get(0) as unknown as Y.XmlText;
        words.setAttribute("header", true as never);
        words.setAttribute("colspan", 2 as never);
        words.insertEmbed(0, element("block"));
        first.setAttribute("rowspan", 3 as never);
      },
    ],
  ])("%s", (_what, change) => {
    expect(said(change)).toBe("accepted");
  });

  it("a row and a cell beside ones that were deleted and compacted away", () => {
    const writer = new Y.Doc();
    const root = flowRoot(writer);
    Y.applyUpdate(writer, START);
    const offline = new Y.Doc();
    flowRoot(offline);
    Y.applyUpdate(offline, START);
    partsOf(root).table.delete(0, 1);
    const compacted = new Y.Doc();
    flowRoot(compacted);
    Y.applyUpdate(compacted, Y.encodeStateAsUpdate(writer));
    const base = Y.encodeStateAsUpdate(compacted);
    const { table: theirs, row } = partsOf(flowRoot(offline));
    theirs.insert(1, [element("tableRow")]);
    row.insert(1, [new Y.XmlText()]);
    (row.get(1) as unknown as Y.XmlText).insertEmbed(0, element("block"));
    const update = Y.encodeStateAsUpdate(offline, Y.encodeStateVector(compacted));
    expect(judge(update, roomWith(base)).kind).toBe("accepted");
  });

  it("again what the room has from before anybody looked at it", () => {
    const old = new Y.Doc();
    flowRoot(old).insertEmbed(0, element("ofAnotherRelease"));
    const whole = Y.encodeStateAsUpdate(old);
    flowRoot(old).insert(0, "new");
    expect(judge(whole, roomWith(whole)).kind).toBe("known");
    expect(judge(Y.encodeStateAsUpdate(old), roomWith(whole)).kind).toBe("accepted");
  });

  it("a whole draft with every node, as a new one is written", () => {
    const prose = doc(body("a", "x", reference("a")), table([cell(body("c"))]));
    expect(judge(updateFromProse(prose, 9), new StateIndex()).kind).toBe("accepted");
  });
});
