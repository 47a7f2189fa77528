import * as Y from "yjs";
import { ROOT } from "#app/document/flow/layout.ts";
import type { Simulation } from "./simulation.ts";

/**
 * Writings of clients that are not ours: by Yjs alone, with no idea of a legal text. `KNOWN` makes
 * only what the flow's layout names, where it doesn't belong or with values that mean nothing;
 * `UNKNOWN` what the room's validator refuses, and a draft from elsewhere may still hold.
 */
export type Nonsense = (text: Y.XmlText, simulation: Simulation) => void;

const END = "\u2029";

function element(name: string, attributes: Readonly<Record<string, unknown>> = {}): Y.XmlElement {
  const one = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value as string);
  return one;
}

const place = (text: Y.XmlText, { random }: Simulation) => random.below(text.length + 1);

/** Some text of the draft: the flow itself, or now and then what lies in it. */
export function someText(doc: Y.Doc, { random }: Simulation): Y.XmlText {
  const root = doc.get(ROOT, Y.XmlText);
  const nested: Y.XmlText[] = [];
  const collect = (type: Y.XmlText | Y.XmlElement): void => {
    for (let item = type._start; item; item = item.right) {
      const { content } = item;
      if (item.deleted || !(content instanceof Y.ContentType)) continue;
      const inner = content.type as unknown;
      if (inner instanceof Y.XmlText) nested.push(inner);
      if (inner instanceof Y.XmlText || inner instanceof Y.XmlElement) collect(inner);
    }
  };
  collect(root);
  return nested.length > 0 && random.chance(0.25) ? random.oneOf(nested) : root;
}

const letters: Nonsense = (text, simulation) =>
  text.insert(place(text, simulation), simulation.words(1 + simulation.random.below(3)));

const surplusAnchor: Nonsense = (text, simulation) => text.insert(place(text, simulation), END);

const takeAway: Nonsense = (text, simulation) => {
  const from = simulation.random.below(text.length + 1);
  const length = Math.min(text.length - from, 1 + simulation.random.below(6));
  if (length > 0) text.delete(from, length);
};

const oddMarker: Nonsense = (text, simulation) => {
  const { random } = simulation;
  const attributes = random.oneOf([
    {},
    { id: "s1", kind: "body", level: 1 },
    { id: 7, kind: "body" },
    { id: "<b>", kind: "nonsense", level: "deep" },
    { id: "s2", kind: "numbered", level: 99 },
    { id: null, kind: null, level: -1 },
    { id: simulation.newId("x"), kind: "heading", level: 1.5 },
  ]);
  text.insertEmbed(place(text, simulation), element("block", attributes));
};

const oddAtom: Nonsense = (text, simulation) => {
  const { random } = simulation;
  const atom = random.oneOf([
    () => element("hardBreak"),
    () => element("crossReference", { targets: "s1" }),
    () => element("crossReference", { targets: [7, null] }),
    () => element("field", { name: "nothing" }),
    () => element("field", { name: { a: 1 } }),
    () => element("pageBreak", { id: "s1" }),
    () => element("caption", { id: "s1" }),
    () => element("signatureBlock", { id: 5, organization: [] }),
    () => element("exhibit", {}),
  ])();
  text.insertEmbed(place(text, simulation), atom);
};

const raggedTable: Nonsense = (text, simulation) => {
  const { random } = simulation;
  const table = element("table");
  text.insertEmbed(place(text, simulation), table);
  const rows = Array.from({ length: random.below(3) }, () => element("tableRow"));
  table.insert(0, rows);
  for (const row of rows) {
    const cells = Array.from({ length: random.below(4) }, () => {
      const cell = new Y.XmlText(random.chance(0.5) ? simulation.words(1) : "");
      const span = random.oneOf([undefined, 2, 50, "banana", -1]);
      if (span !== undefined) cell.setAttribute("colspan", span as never);
      if (random.chance(0.2)) cell.setAttribute("rowspan", random.oneOf([3, "x"]) as never);
      return cell;
    });
    row.insert(0, cells);
  }
};

const footnote: Nonsense = (text, simulation) => {
  const note = new Y.XmlText(simulation.words(2));
  if (simulation.random.chance(0.5)) note.setAttribute("id", "s1");
  text.insertEmbed(place(text, simulation), note);
};

const oddFormat: Nonsense = (text, simulation) => {
  const { random } = simulation;
  const from = random.below(text.length + 1);
  const length = Math.min(text.length - from, 1 + random.below(6));
  if (length === 0) return;
  const format = random.oneOf<Record<string, unknown>>([
    { bold: true },
    { bold: 7 },
    { bold: null },
    { italic: {} },
    { link: { href: 5 } },
    { link: { href: "javascript:alert(1)" } },
    { link: "https://a.example" },
  ]);
  text.format(from, length, format);
};

const oddAttribute: Nonsense = (text, { random }) => {
  const markers: Y.XmlElement[] = [];
  for (let item = text._start; item; item = item.right) {
    const { content } = item;
    if (item.deleted || !(content instanceof Y.ContentType)) continue;
    const inner = content.type as unknown;
    if (inner instanceof Y.XmlElement) markers.push(inner);
  }
  if (markers.length === 0) return;
  const [name, value] = random.oneOf([
    ["kind", "numbered"],
    ["kind", 3],
    ["level", "two"],
    ["level", 2],
    ["id", "s1"],
    ["id", ""],
    ["unheard", "of"],
    ["targets", "s2"],
  ] as const);
  const marker = random.oneOf(markers);
  if (random.chance(0.2)) marker.removeAttribute(name);
  else marker.setAttribute(name, value as string);
};

export const KNOWN: readonly Nonsense[] = [
  letters,
  letters,
  surplusAnchor,
  takeAway,
  oddMarker,
  oddAtom,
  raggedTable,
  footnote,
  oddFormat,
  oddAttribute,
];

const unknownElement: Nonsense = (text, simulation) => {
  const one = element(simulation.random.oneOf(["video", "comment", "tableCell", "paragraph"]), {
    a: "b",
  });
  if (simulation.random.chance(0.5)) one.insert(0, [new Y.XmlText("within")]);
  text.insertEmbed(place(text, simulation), one);
};

const embed: Nonsense = (text, simulation) =>
  text.insertEmbed(
    place(text, simulation),
    simulation.random.oneOf([{ image: "x" }, new Y.Map(), new Y.Array()]),
  );

const childrenInMarker: Nonsense = (text, simulation) => {
  const marker = element("block", { id: simulation.newId("y"), kind: "body", level: 1 });
  marker.insert(0, [new Y.XmlText("in a marker"), element("pageBreak")]);
  text.insertEmbed(place(text, simulation), marker);
};

const brokenTable: Nonsense = (text, simulation) => {
  const table = element("table");
  const row = element("tableRow");
  text.insertEmbed(place(text, simulation), table);
  table.insert(0, [new Y.XmlText("no row"), element("pageBreak"), row]);
  row.insert(0, [element("tableCell"), element("block", { id: "s1" }), new Y.XmlText()]);
};

const unknownFormat: Nonsense = (text, simulation) => {
  const from = simulation.random.below(text.length + 1);
  const length = Math.min(text.length - from, 3);
  if (length > 0)
    text.format(from, length, simulation.random.oneOf([{ blink: true }, { color: "red" }]));
};

export const UNKNOWN: readonly Nonsense[] = [
  unknownElement,
  unknownElement,
  embed,
  childrenInMarker,
  brokenTable,
  unknownFormat,
];

/** Each letter that is still in the draft, wherever it lies; deleted containers don't count. */
export function aliveLetters(doc: Y.Doc): Set<string> {
  const alive = new Set<string>();
  const collect = (type: Y.XmlText | Y.XmlElement): void => {
    for (let item = type._start; item; item = item.right) {
      if (item.deleted) continue;
      const { content } = item;
      if (content instanceof Y.ContentString) for (const letter of content.str) alive.add(letter);
      if (!(content instanceof Y.ContentType)) continue;
      const inner = content.type as unknown;
      if (inner instanceof Y.XmlText || inner instanceof Y.XmlElement) collect(inner);
    }
  };
  collect(doc.get(ROOT, Y.XmlText));
  return alive;
}

/** Names that the flow knows. */
const NAMES = new Set(
  "block hardBreak field crossReference pageBreak caption signatureBlock exhibit table".split(" "),
);

/** Items in the flow itself that its layout doesn't name; their identity in Yjs. */
export function unknownItems(doc: Y.Doc): Set<string> {
  const found = new Set<string>();
  for (let item = doc.get(ROOT, Y.XmlText)._start; item; item = item.right) {
    const { content } = item;
    if (item.deleted || content instanceof Y.ContentString || content instanceof Y.ContentFormat) {
      continue;
    }
    const inner = content instanceof Y.ContentType ? (content.type as unknown) : null;
    if (inner instanceof Y.XmlText) continue;
    if (inner instanceof Y.XmlElement && NAMES.has(inner.nodeName)) continue;
    found.add(`${item.id.client}:${item.id.clock}`);
  }
  return found;
}
