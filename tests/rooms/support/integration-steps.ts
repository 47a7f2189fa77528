import * as Y from "yjs";

/**
 * How many items Yjs walks over to place the items of these updates, applied in order to an empty
 * document: counted in its own algorithm, before it does the same.
 */
export function integrationSteps(updates: readonly Uint8Array[]): number {
  let steps = 0;
  const { integrate } = Y.Item.prototype;
  Y.Item.prototype.integrate = function counted(transaction, offset) {
    steps += stepsOf(this, transaction);
    integrate.call(this, transaction, offset);
  };
  try {
    const document = new Y.Doc();
    for (const update of updates) Y.applyUpdate(document, update);
  } finally {
    Y.Item.prototype.integrate = integrate;
  }
  return steps;
}

function stepsOf(item: Y.Item, transaction: Y.Transaction): number {
  const { left, right, parent, parentSub } = item;
  const { store } = transaction.doc;
  if (!(parent instanceof Y.AbstractType)) return 0;
  const isPlaced = left ? left.right === right : right !== null && right.left === null;
  if (isPlaced) return 0;
  let steps = 0;
  let at = left ? left.right : parent._start;
  if (!left && parentSub !== null) {
    at = parent._map.get(parentSub) ?? null;
    while (at?.left) at = at.left;
  }
  const passed = new Set<Y.Item>();
  let among = new Set<Y.Item>();
  while (at && at !== right) {
    steps += 1;
    passed.add(at);
    among.add(at);
    if (Y.compareIDs(item.origin, at.origin)) {
      if (at.id.client < item.id.client) among = new Set();
      else if (Y.compareIDs(item.rightOrigin, at.rightOrigin)) break;
    } else if (at.origin && passed.has(Y.getItem(store, at.origin))) {
      if (!among.has(Y.getItem(store, at.origin))) among = new Set();
    } else break;
    at = at.right;
  }
  return steps;
}
