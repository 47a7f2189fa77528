/** Keys for everything beside a text, in prosemirror-keymap's notation: at the desk and on a version. */
export const THREAD_KEYS = {
  comment: "Mod-Alt-m",
  threads: "Mod-Alt-Shift-m",
  nextThread: "Alt-PageDown",
  previousThread: "Alt-PageUp",
} as const;

export type ThreadAct = keyof typeof THREAD_KEYS;
