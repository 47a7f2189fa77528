import { NodeSelection, type Selection, type Transaction } from "@tiptap/pm/state";
import { mayRemoveAtoms } from "#app/editor/behavior/atom-guard.ts";
import { changedChildren } from "#app/editor/behavior/changed-children.ts";

/** Where those are changed that are drawn of details, and not typed. */
const WHERE: Readonly<Record<string, string>> = {
  caption: "A caption is changed under “Parties, signers and addresses”, by a drafter.",
  signatureBlock:
    "A signature block is changed under “Parties, signers and addresses”, by a drafter.",
  exhibit: "An exhibit is changed under “Exhibits”, by a drafter.",
};

/**
 * Tells whoever types over a caption or the like where it is changed: their words would be a new paragraph
 * under it. Null of everything else.
 */
export function typedOverDetail(selection: Selection, transaction: Transaction): string | null {
  if (!(selection instanceof NodeSelection) || mayRemoveAtoms(transaction)) return null;
  const where = WHERE[selection.node.type.name];
  if (where === undefined) return null;
  const { start, newEnd } = changedChildren(selection.$from.doc, transaction.doc);
  const came = transaction.doc.content.content.slice(start, newEnd);
  // It is moved past a paragraph, and stays what it is.
  if (came.includes(selection.node)) return null;
  if (came.every(({ textContent }) => textContent === "")) return null;
  return `${where} Comment on it to ask for that; to propose a paragraph below it, press Enter first.`;
}
