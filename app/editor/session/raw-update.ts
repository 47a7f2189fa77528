import type * as Y from "yjs";

/**
 * Applies the first content of a document, and hands its own bytes to whoever listens to the
 * document's updates. Yjs would encode for them again what it has just decoded, which for a whole
 * draft takes as long as decoding it.
 * @param apply applies the update, in one transaction.
 */
export function applyFirst(
  doc: Y.Doc,
  update: Uint8Array,
  origin: unknown,
  apply: () => void,
): void {
  // Only then are the bytes exactly what is new, and can nobody have written meanwhile.
  if (doc.store.clients.size > 0) return apply();
  // oxlint-disable-next-line no-underscore-dangle -- Yjs encodes for whoever is in here, and has no setting
  const observers = doc._observers as Map<string, unknown>;
  const listeners = observers.get("update");
  let transaction: Y.Transaction | null = null;
  const note = (done: Y.Transaction) => (transaction = done);
  observers.delete("update");
  doc.once("afterTransaction", note);
  try {
    apply();
  } finally {
    doc.off("afterTransaction", note);
    if (listeners) observers.set("update", listeners);
  }
  if (transaction && doc.store.clients.size > 0) {
    doc.emit("update", [update, origin, doc, transaction]);
  }
}
