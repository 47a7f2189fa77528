/** A key combination in words: "Ctrl+Alt+1", on a Mac "⌘⌥1". `Mod` is Ctrl, on a Mac Cmd. */
export function keysInWords(keys: string, apple: boolean): string {
  const parts = keys.split("-");
  const names = apple ? APPLE : OTHERS;
  const words = parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return words.join(apple ? "" : "+");
}

const OTHERS: Readonly<Record<string, string>> = { Mod: "Ctrl" };
const APPLE: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };

/** Whether the keyboard has a Cmd key. */
export function isApple(): boolean {
  return /Mac|iP(?:hone|[oa]d)/u.test(navigator.platform);
}
