import * as Y from "yjs";

/** What stands in an element of schema 2. */
export type Child = Y.XmlElement | Y.XmlText;

/** The elements and texts in it, in their order. */
export function childrenOf(parent: Y.XmlFragment | Y.XmlElement): Child[] {
  return parent
    .toArray()
    .filter((child) => child instanceof Y.XmlElement || child instanceof Y.XmlText);
}

/* oxlint-disable no-underscore-dangle -- Yjs offers no public way to see which item wrote what */
export function* itemsOf(type: Y.XmlText | Y.XmlElement): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) yield item;
}

/** The item that made an element; null of a root. */
export function itemOf(type: Y.XmlElement): Y.Item | null {
  return type._item;
}
/* oxlint-enable no-underscore-dangle */
