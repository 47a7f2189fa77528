import { PluginKey } from "@tiptap/pm/state";
import type { DecorationSet } from "@tiptap/pm/view";

/** The widgets for unknown content. */
export const unknownKey = new PluginKey<DecorationSet>("unknownParts");
