/** Decide the suggestion at the caret, or of the card that one is at; apart, for pages without an editor. */
export const DECIDE_KEYS = { accept: "Mod-Alt-Enter", reject: "Mod-Alt-Backspace" } as const;
