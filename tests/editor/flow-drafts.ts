import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { updateFromProse } from "#app/document/draft-prose.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { doc } from "#tests/document/build.ts";

/* oxlint-disable no-underscore-dangle -- Yjs offers no public way to the items of a type */

/** A shared document with these blocks, written by one client. */
export function draftOf(content: readonly ProseNode[], clientId = 1): Y.Doc {
  return copyOf(updateFromProse(doc(...content), clientId));
}

/** Another person's copy. */
export function copyOf(state: Uint8Array): Y.Doc {
  const draft = new Y.Doc();
  flowRoot(draft);
  Y.applyUpdate(draft, state);
  return draft;
}

/** Types words behind the first place where these letters stand: in the text, a footnote or a cell. */
export function typeBehind(draft: Y.Doc, letters: string, words: string): void {
  const { text, index } = placeOf(draft, letters);
  text.insert(index + letters.length, words);
}

/** Erases the first place where these letters stand. */
export function erase(draft: Y.Doc, letters: string): void {
  const { text, index } = placeOf(draft, letters);
  text.delete(index, letters.length);
}

/** Takes away the footnote, cell or block marker whose text or attribute `id` is this. */
export function takeAway(draft: Y.Doc, isIt: (type: Y.XmlText | Y.XmlElement) => boolean): void {
  for (const item of itemsIn(flowRoot(draft))) {
    const { content } = item;
    if (item.deleted || !(content instanceof Y.ContentType)) continue;
    const type = content.type as unknown as Y.XmlText | Y.XmlElement;
    if (!isIt(type)) continue;
    draft.transact((transaction) => item.delete(transaction));
    return;
  }
  throw new Error("there is no such thing");
}

function placeOf(draft: Y.Doc, letters: string): { text: Y.XmlText; index: number } {
  for (const text of textsIn(flowRoot(draft))) {
    let index = 0;
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const at = item.content instanceof Y.ContentString ? item.content.str.indexOf(letters) : -1;
      if (at >= 0) return { text, index: index + at };
      index += item.length;
    }
  }
  throw new Error(`nowhere stands “${letters}”`);
}

function* textsIn(root: Y.XmlText): Generator<Y.XmlText> {
  yield root;
  for (const { content, deleted } of itemsIn(root)) {
    const type: unknown = !deleted && content instanceof Y.ContentType ? content.type : null;
    if (type instanceof Y.XmlText) yield type;
  }
}

function* itemsIn(parent: { readonly _start: Y.Item | null }): Generator<Y.Item> {
  for (let item = parent._start; item !== null; item = item.right) {
    yield item;
    if (item.content instanceof Y.ContentType) yield* itemsIn(item.content.type);
  }
}
