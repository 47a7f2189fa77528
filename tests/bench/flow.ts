/**
 * Measures an edit's cost in the binding and in ProseMirror's state, without a browser: the flow's, and beside
 * it bare y-tiptap's (BENCH_BESIDE=y-tiptap, after `npm i --no-save @tiptap/y-tiptap@3.0.9`). Processor
 * time, so that what else runs on the machine counts little. `npx tsx tests/bench/flow.ts [pages …]`.
 */
import type { Node } from "@tiptap/pm/model";
import { type Plugin, TextSelection } from "@tiptap/pm/state";
import * as Y from "yjs";
import { flowRoot, writeFlow } from "#app/document/flow/index.ts";
import { FlowBinding, flowPlugin } from "#app/editor/binding/index.ts";
import { legalSchema } from "#app/document/schema.ts";
import { HeadlessView } from "#tests/flow/support/headless-view.ts";
import { Random } from "#tests/flow/support/random.ts";

const schema = legalSchema();
const pagesAsked = process.argv.slice(2).map(Number);
const PAGES = pagesAsked.length > 0 ? pagesAsked : [30, 150, 600];

interface Side {
  readonly doc: Y.Doc;
  readonly view: HeadlessView;
}
interface Kind {
  readonly name: string;
  write(doc: Y.Doc, node: Node): void;
  open(update: Uint8Array, client: number): Side;
}

const flow: Kind = {
  name: "flow",
  write: writeFlow,
  open(update, client) {
    const doc = documentOf(client);
    flowRoot(doc);
    Y.applyUpdate(doc, update);
    const binding = new FlowBinding(doc, schema);
    const plugin = flowPlugin(binding);
    return { doc, view: new HeadlessView(binding.synced, [plugin], () => true) };
  },
};

function documentOf(client: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = client;
  return doc;
}

async function yTiptap(): Promise<Kind> {
  Object.assign(globalThis, { requestAnimationFrame: (f: () => void) => setTimeout(f, 0) });
  const name = "@tiptap/y-tiptap";
  const yt = (await import(name)) as {
    prosemirrorToYXmlFragment(node: Node, fragment: Y.XmlFragment): void;
    initProseMirrorDoc(fragment: Y.XmlFragment, s: typeof schema): { doc: Node; mapping: unknown };
    ySyncPlugin(fragment: Y.XmlFragment, options: unknown): Plugin;
    yUndoPlugin(): Plugin;
    ySyncPluginKey: { getState(state: unknown): { binding: { _isLocalCursorInView(): boolean } } };
  };
  return {
    name: "y-tiptap",
    write: (doc, node) => yt.prosemirrorToYXmlFragment(node, doc.getXmlFragment("default")),
    open(update, client) {
      const doc = documentOf(client);
      const fragment = doc.getXmlFragment("default");
      Y.applyUpdate(doc, update);
      const { doc: node, mapping } = yt.initProseMirrorDoc(fragment, schema);
      const plugins = [yt.ySyncPlugin(fragment, { mapping }), yt.yUndoPlugin()];
      const view = new HeadlessView(node, plugins, () => true);
      Object.assign(view, { domObserver: { flush: () => undefined } });
      yt.ySyncPluginKey.getState(view.state).binding._isLocalCursorInView = () => false;
      return { doc, view };
    },
  };
}

/** 400 words a page: five paragraphs, four of them numbered, a footnote and some references. */
function complaint(pages: number): Node {
  const random = new Random(7);
  const letters = () => String.fromCharCode(97 + random.below(26));
  const word = () => Array.from({ length: 2 + random.below(8) }, letters).join("");
  const vocabulary = Array.from({ length: 500 }, word);
  const words = (n: number) => Array.from({ length: n }, () => random.oneOf(vocabulary)).join(" ");
  const { nodes, marks } = schema;
  const blocks = Array.from({ length: pages * 5 }, (_, i) => {
    const italic = i % 4 === 0 ? [marks.italic!.create()] : [];
    const content = [
      schema.text(words(40)),
      schema.text(` ${words(3)} `, italic),
      schema.text(words(35)),
    ];
    if (i % 5 === 0) {
      content.push(nodes.footnote!.create({ id: `note${i}` }, schema.text(words(12))));
    }
    if (i % 15 === 1 || i % 15 === 8) {
      content.push(nodes.crossReference!.create({ targets: [`b${(i * 7) % (pages * 5)}`] }));
    }
    const kind = i % 5 === 4 ? "body" : "numbered";
    return nodes.block!.create({ id: `b${i}`, kind, level: 1 }, content);
  });
  return schema.topNodeType.create(null, blocks);
}

/** Milliseconds of processor time so far. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;
const micro = (ms: number) => `${(ms * 1000).toFixed(0).padStart(7)} µs`;

function startOfChild({ state: { doc } }: HeadlessView, index: number): number {
  let pos = 0;
  for (let i = 0; i < index; i += 1) pos += doc.child(i).nodeSize;
  return pos;
}

function bench(kind: Kind, pages: number): void {
  const node = complaint(pages);
  const start = documentOf(1);
  kind.write(start, node);
  const update = Y.encodeStateAsUpdate(start);
  const loads: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const began = now();
    const side = kind.open(update, 50 + i);
    loads.push(now() - began);
    side.view.destroy();
    side.doc.destroy();
  }
  console.log(`\n${kind.name}, ${pages} pages, ${update.length} bytes`);
  console.log(`${"load".padEnd(24)} ${micro(median(loads))}`);
  const [a, b] = [kind.open(update, 81), kind.open(update, 82)];
  const out: Uint8Array[] = [];
  a.doc.on("update", (bytes: Uint8Array, origin: unknown) => origin !== "net" && out.push(bytes));
  const middle = b.view.state.doc.resolve(Math.floor(node.content.size / 2));
  b.view.dispatch(b.view.state.tr.setSelection(TextSelection.near(middle)));
  const measure = (what: string, times: number, warm: number, act: (i: number) => void) => {
    const [local, remote, bytes]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < times + warm; i += 1) {
      out.length = 0;
      const t0 = now();
      act(i);
      const t1 = now();
      for (const one of out) Y.applyUpdate(b.doc, one, "net");
      const t2 = now();
      if (i < warm) continue;
      local.push(t1 - t0);
      remote.push(t2 - t1);
      bytes.push(out.reduce((sum, one) => sum + one.length, 0));
    }
    const costs = `local ${micro(median(local))}  remote ${micro(median(remote))}`;
    console.log(`${what.padEnd(24)} ${costs}  ${median(bytes)} bytes`);
    if (!a.view.state.doc.eq(b.view.state.doc)) console.log("NOT THE SAME");
  };
  const { view } = a;
  const count = node.childCount;
  const place = startOfChild(view, count >> 1) + 20;
  measure("key, going on", 200, 30, (i) => view.dispatch(view.state.tr.insertText("x", place + i)));
  const random = new Random(3);
  measure("key, anywhere", 200, 30, () => {
    const pos = startOfChild(view, random.below(count)) + 3 + random.below(150);
    view.dispatch(view.state.tr.insertText("y", pos));
  });
  measure("backspace", 100, 10, (i) =>
    view.dispatch(view.state.tr.delete(place + 200 - i, place + 201 - i)),
  );
  measure("Enter", 40, 5, (i) => {
    const pos = startOfChild(view, 10 + i * 2) + 40;
    view.dispatch(view.state.tr.split(pos).setNodeAttribute(pos + 1, "id", `s${i}`));
  });
  measure("join", 30, 3, () => view.dispatch(view.state.tr.join(startOfChild(view, 11))));
  measure("bold on a word", 40, 5, (i) => {
    const pos = startOfChild(view, (i * 7 + 13) % count) + 5;
    view.dispatch(view.state.tr.addMark(pos, pos + 5, schema.marks.bold!.create()));
  });
  measure("replace 300 places", 5, 2, () => {
    const { tr } = view.state;
    const hits: number[] = [];
    view.state.doc.descendants((one, pos) => {
      const at = hits.length < 300 ? (one.text?.search(/[b-w]/u) ?? -1) : -1;
      if (at >= 0) hits.push(pos + at);
    });
    for (const hit of hits.toReversed()) tr.insertText("z", hit, hit + 1);
    view.dispatch(tr);
  });
  console.log(`${"state after it all".padEnd(24)} ${Y.encodeStateAsUpdate(a.doc).length} bytes`);
}

for (const pages of PAGES) {
  bench(flow, pages);
  if (process.env.BENCH_BESIDE === "y-tiptap") bench(await yTiptap(), pages);
}
process.exit(0);
