import { PluginKey } from "@tiptap/pm/state";
import type { DecorationSet } from "@tiptap/pm/view";

/** The widgets that stand for what can't be shown. */
export const unknownKey = new PluginKey<DecorationSet>("unknownParts");
