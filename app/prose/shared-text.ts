import { Extension } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { keptNodes } from "./kept-nodes";

/** Directly after collaboration, whose drawing it steers. */
const KeptNodes = Extension.create({
  name: "keptNodes",
  priority: 849,
  addProseMirrorPlugins: () => [keptNodes()],
});

/**
 * The text as a shared document, with undo of one's own. After the keys of the legal text, whose undo
 * of a correction made while typing comes first.
 */
export const SharedText = Collaboration.extend({ priority: 850, addExtensions: () => [KeptNodes] });
