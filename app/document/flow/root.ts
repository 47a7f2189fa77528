import * as Y from "yjs";
import { ROOT } from "./layout";

/**
 * The text of a shared document (F1). To be called before the first update is applied: Yjs makes a
 * root of the kind that is asked for first, and one that nobody has asked for is none yet.
 */
export function flowRoot(doc: Y.Doc): Y.XmlText {
  // Yjs's own types leave this kind out of what may be a root.
  return doc.get(ROOT, Y.XmlText as never) as unknown as Y.XmlText;
}
