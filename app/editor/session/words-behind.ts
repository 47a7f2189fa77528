import * as Y from "yjs";

/** How long, in milliseconds, letters are gathered, so that a word is told once and not by letters. */
const GATHER_MS = 2_000;
/** The most letters that are repeated. */
const MOST_LETTERS = 200;

type TakenTexts = WeakSet<object>;

/** Adds the texts of the footnotes and cells that a transaction of this person took away. */
function addTaken(transaction: Y.Transaction, taken: TakenTexts): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) {
      taken.add(struct.content.type);
    }
  });
}

/**
 * The words of others that arrive for a footnote or a cell that this person's own edit took away, as a
 * drag does: their writer's editor can't carry them along, and nobody sees them (embarrassment 13).
 *
 * Call after a transaction and before its cleanup, which drops deleted text for good (Yjs: on
 * `afterTransaction`).
 */
function wordsBehind(transaction: Y.Transaction, taken: TakenTexts): string {
  let words = "";
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return;
    const { client, clock } = struct.id;
    const isNew = clock >= (transaction.beforeState.get(client) ?? 0);
    const isBehind = struct.parent instanceof Y.XmlText && taken.has(struct.parent);
    if (isNew && isBehind) words += struct.content.str;
  });
  return words;
}

/** Tells whoever moved or removed a footnote or table which words of others stayed behind. */
export function tellOfWordsBehind(doc: Y.Doc, tell: (words: string) => void): () => void {
  const taken: TakenTexts = new WeakSet();
  let gathered = "";
  let timer: ReturnType<typeof setTimeout> | null = null;
  const say = () => {
    timer = null;
    const words = gathered.trim();
    gathered = "";
    if (words === "") return;
    const shown = words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS)}…` : words;
    tell(
      `Somebody was writing in a footnote or table that you moved or removed. These words are not in the draft: “${shown}”`,
    );
  };
  const listen = (transaction: Y.Transaction) => {
    if (transaction.local) return addTaken(transaction, taken);
    const words = wordsBehind(transaction, taken);
    if (words === "") return;
    gathered += words;
    timer ??= setTimeout(say, GATHER_MS);
  };
  doc.on("afterTransaction", listen);
  return () => {
    doc.off("afterTransaction", listen);
    if (timer !== null) clearTimeout(timer);
  };
}
