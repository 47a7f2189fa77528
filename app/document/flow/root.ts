import * as Y from "yjs";
import { leaveFormatsAlone } from "./formatting-cleanup.ts";
import { ROOT } from "./layout.ts";

/**
 * The root text of a shared document, which needs no creation (F1). Call before the first update is
 * applied, so that Yjs knows the root's type.
 */
export function flowRoot(document: Y.Doc): Y.XmlText {
  leaveFormatsAlone();
  return document.get(ROOT, Y.XmlText);
}
