import * as Y from "yjs";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Node } from "@tiptap/pm/model";
import { FlowEditor, schema } from "./support/flow-editor.ts";
import { block, draftOf, newId } from "./support/pair.ts";
import { Random } from "./support/random.ts";
import { checkRows } from "./support/check-rows.ts";

/**
 * An edit's cost, told by how many items of Yjs are looked at: the same on a quiet machine and on a
 * busy one. Every walk of the binding goes from item to item by `right` or `left`, which count here.
 */
function lookedAt(act: () => void): number {
  let count = 0;
  // `deleted` is asked of every item that a walk comes to.
  const { get } = Object.getOwnPropertyDescriptor(Y.Item.prototype, "deleted")!;
  const spy = vi.spyOn(Y.Item.prototype, "deleted", "get");
  spy.mockImplementation(function (this: Y.Item) {
    count += 1;
    return get!.call(this) as boolean;
  });
  act();
  spy.mockRestore();
  return count;
}

const PARAGRAPH = "Among others, the quick brown fox jumps over the lazy dog and runs ".repeat(9);

function complaint(pages: number): Node[] {
  return Array.from({ length: pages * 5 }, (_, i) => block(`b${i}`, PARAGRAPH, "numbered"));
}

function two(pages: number): { a: FlowEditor; b: FlowEditor; news: Uint8Array[] } {
  const draft = draftOf(...complaint(pages));
  const [a, b] = [new FlowEditor(2, draft, newId), new FlowEditor(3, draft, newId)];
  const news: Uint8Array[] = [];
  a.doc.on("update", (bytes: Uint8Array) => news.push(bytes));
  return { a, b, news };
}

/** A place within the paragraph in the middle. */
function middle({ text }: FlowEditor): number {
  let pos = 0;
  for (let i = 0; i < text.childCount >> 1; i += 1) pos += text.child(i).nodeSize;
  return pos + 20;
}

function costs(pages: number) {
  const { a, b, news } = two(pages);
  try {
    const local: number[] = [];
    const remote: number[] = [];
    const acts: Record<string, () => void> = {
      key: () => a.view.dispatch(a.view.state.tr.insertText("x", middle(a))),
      split: () => a.view.dispatch(a.view.state.tr.split(middle(a))),
      bold: () => {
        const at = middle(a);
        a.view.dispatch(a.view.state.tr.addMark(at, at + 4, schema.marks.bold!.create()));
      },
    };
    for (const act of Object.values(acts)) {
      // The first is dearer: items are cut.
      act();
      news.splice(0).forEach((bytes) => Y.applyUpdate(b.doc, bytes, "net"));
      local.push(lookedAt(act));
      remote.push(
        lookedAt(() => news.splice(0).forEach((bytes) => Y.applyUpdate(b.doc, bytes, "net"))),
      );
    }
    return { local, remote };
  } finally {
    a.destroy();
    b.destroy();
  }
}

describe("the cost of an edit in the binding", () => {
  afterEach(() => vi.restoreAllMocks());

  test("at 600 pages a key, Enter and bold look at as many items as at 30, here and elsewhere", () => {
    const [small, large] = [costs(30), costs(600)];
    for (const side of ["local", "remote"] as const) {
      for (const [i, cost] of small[side].entries()) {
        expect(large[side][i], `${side} ${i}`).toBeLessThan(2 * cost + 100);
      }
    }
  });

  test("a text that three people worked on for long is the same on all screens, and a key stays cheap", () => {
    const acts = Number(process.env.FLOW_WORN ?? 1500);
    const random = new Random(99);
    const draft = draftOf(...complaint(10));
    const people = [2, 3, 4].map((client) => new FlowEditor(client, draft, newId));
    for (const person of people) {
      person.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
        if (origin === "net") return;
        for (const other of people) if (other !== person) Y.applyUpdate(other.doc, bytes, "net");
      });
    }
    for (let k = 0; k < acts; k += 1) {
      const { text, view } = random.oneOf(people);
      const index = random.below(text.childCount);
      let at = 0;
      for (let i = 0; i < index; i += 1) at += text.child(i).nodeSize;
      const { size } = text.child(index).content;
      const pos = at + 1 + random.below(Math.max(1, size - 6));
      const { tr } = view.state;
      const dice = random.below(100);
      if (dice < 55) view.dispatch(tr.insertText("abc"[random.below(3)]!, pos));
      else if (dice < 85 && size > 10) view.dispatch(tr.delete(pos, pos + 1 + random.below(3)));
      else if (dice < 92 && size > 10) {
        const mark = schema.marks[random.oneOf(["bold", "italic"])]!.create();
        view.dispatch(tr.addMark(pos, pos + 5, mark));
      } else if (dice < 96) view.dispatch(tr.split(pos));
      else if (index > 0) view.dispatch(tr.join(at));
    }
    const first = people[0]!;
    for (const person of people) {
      expect(person.text.eq(first.text)).toBe(true);
      expect(checkRows(person.binding)).toBeNull();
      expect(person.binding.stats).toMatchObject({ corrections: 0, fallbacks: 0 });
    }
    let items = 0;
    for (let item = first.binding.root._start; item; item = item.right) items += 1;
    const cost = lookedAt(() =>
      first.view.dispatch(first.view.state.tr.insertText("x", middle(first))),
    );
    // Far less than a walk over the text, which has ten pages here.
    expect(cost).toBeLessThan(items / 2);
  });
});
