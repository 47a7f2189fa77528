// Measures a key's cost in the binding and ProseMirror's state, without a browser, by the length of a
// draft: `npm run bench:binding`. Medians in microseconds; growth is against 30 pages.
import * as Y from "yjs";
import { writeFlow } from "#app/document/flow/index.ts";
import { FlowEditor, schema } from "#tests/flow/support/flow-editor.ts";

const PAGES = [30, 150, 600];
const KEYS = 400;
/** About 80 words; five make a page of 400. */
const PARAGRAPH = "Among others, the quick brown fox jumps over the lazy dog and runs ".repeat(6);

function draft(pages: number): Uint8Array {
  const doc = new Y.Doc();
  const blocks = Array.from({ length: pages * 5 }, (_, index) =>
    schema.node("block", { id: `b${index}`, kind: "numbered" }, schema.text(PARAGRAPH)),
  );
  writeFlow(doc, schema.node("doc", null, blocks));
  return Y.encodeStateAsUpdate(doc);
}

/** The start of the paragraph in the middle, and some way into it. */
function middle({ text }: FlowEditor): number {
  let at = 0;
  for (let index = 0; index < text.childCount >> 1; index += 1) at += text.child(index).nodeSize;
  return at + 20;
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;

function measure(pages: number): { readonly local: number; readonly remote: number } {
  const update = draft(pages);
  const ids = () => "n1";
  const [writer, reader] = [new FlowEditor(2, update, ids), new FlowEditor(3, update, ids)];
  const news: Uint8Array[] = [];
  writer.doc.on("update", (bytes: Uint8Array) => news.push(bytes));
  const [local, remote]: [number[], number[]] = [[], []];
  let at = middle(writer);
  for (let key = 0; key < KEYS; key += 1, at += 1) {
    const began = performance.now();
    writer.view.dispatch(writer.view.state.tr.insertText("x", at));
    local.push((performance.now() - began) * 1000);
    const arrived = performance.now();
    for (const bytes of news.splice(0)) Y.applyUpdate(reader.doc, bytes, "net");
    remote.push((performance.now() - arrived) * 1000);
  }
  if (!reader.text.eq(writer.text)) throw new Error("the two differ");
  return { local: median(local), remote: median(remote) };
}

measure(30); // Warms up.
const results = PAGES.map((pages) => ({ pages, ...measure(pages) }));
const [first] = results;
for (const { pages, local, remote } of results) {
  const growth = (value: number, base = 1) => (value / base).toFixed(2);
  console.log(
    `${String(pages).padStart(4)} pages: a key ${local.toFixed(0)} µs (×${growth(local, first?.local)}), ` +
      `a key of others ${remote.toFixed(0)} µs (×${growth(remote, first?.remote)})`,
  );
}
