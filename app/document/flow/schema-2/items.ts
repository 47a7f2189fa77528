import * as Y from "yjs";

/** The content of an element of schema 2. */
export type Child = Y.XmlElement | Y.XmlText;

/** oxlint-disable no-underscore-dangle -- Yjs has no public API to see which item holds what */
export function childrenOf(parent: Y.XmlFragment | Y.XmlElement): Child[] {
  return parent
    .toArray()
    .filter((child) => child instanceof Y.XmlElement || child instanceof Y.XmlText);
}

/* The item of an element; null for a root. */
export function* itemsOf(type: Y.XmlText | Y.XmlElement): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) yield item;
}

/** The item that made an element; null of a root. */
export function itemOf(type: Y.XmlElement): Y.Item | null {
  return type._item;
}
/* oxlint-enable no-underscore-dangle */
