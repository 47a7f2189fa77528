import * as Y from "yjs";
import { ROOT } from "./layout";

/**
 * The text of a shared document: its root, which nobody has to make (F1). To be asked for before the
 * first update is applied, so that Yjs knows what kind of type the items go into.
 */
export function flowRoot(document: Y.Doc): Y.XmlText {
  // Y.Doc.get is typed for types that have a parameter.
  return document.get(ROOT, Y.XmlText as never) as unknown as Y.XmlText;
}
