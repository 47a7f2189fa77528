import * as Y from "yjs";
import { leaveFormatsAlone } from "./formatting-cleanup.ts";
import { ROOT } from "./layout.ts";

/**
 * The text of a shared document: its root, which nobody has to make (F1). To be asked for before the
 * first update is applied, so that Yjs knows what kind of type the items go into.
 */
export function flowRoot(document: Y.Doc): Y.XmlText {
  leaveFormatsAlone();
  return document.get(ROOT, Y.XmlText);
}
