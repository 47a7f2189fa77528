import type * as Y from "yjs";

/**
 * Applies the first content of a document, and hands its own bytes to whoever listens to the
 * document's updates. Yjs would encode for them again what it has just decoded, which for a whole
 * draft takes as long as decoding it. They are told at the moment at which Yjs would tell them: before
 * anything that follows from the document being whole.
 * @param apply applies the update, in one transaction.
 */
export function applyFirst(
  doc: Y.Doc,
  update: Uint8Array,
  origin: unknown,
  apply: () => void,
): void {
  const { clients, pendingStructs, pendingDs } = doc.store;
  // Only then are the bytes exactly what is new.
  if (clients.size > 0 || pendingStructs || pendingDs) return apply();
  // oxlint-disable-next-line no-underscore-dangle -- Yjs encodes for whoever is in here, and has no setting
  const observers = doc._observers as Map<string, unknown>;
  const listeners = observers.get("update");
  if (!listeners) return apply();
  let first: Y.Transaction | null = null;
  let areBack = false;
  const bringBack = () => {
    if (areBack) return;
    areBack = true;
    observers.set("update", listeners);
  };
  const note = (transaction: Y.Transaction) => {
    // One that follows from the first is told as ever.
    if (first) tell();
    else first = transaction;
  };
  const tell = () => {
    if (areBack) return;
    bringBack();
    if (first && clients.size > 0) doc.emit("update", [update, origin, doc, first]);
  };
  observers.delete("update");
  doc.on("afterTransaction", note);
  doc.on("afterAllTransactions", tell);
  try {
    apply();
  } finally {
    doc.off("afterTransaction", note);
    doc.off("afterAllTransactions", tell);
    bringBack();
  }
}
