import { isApple } from "#app/ui/is-apple.ts";

/** A key combination in words: "Ctrl+Alt+1", on a Mac "⌘⌥1". `Mod` is Ctrl, on a Mac Cmd. */
export function keysLabel(keys: string, apple: boolean): string {
  const parts = keys.split("-");
  const names = apple ? APPLE : OTHERS;
  const words = parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return words.join(apple ? "" : "+");
}

const ARROWS = { ArrowUp: "Up", ArrowDown: "Down" };
const OTHERS: Readonly<Record<string, string>> = { Mod: "Ctrl", ...ARROWS };
const APPLE: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", ...ARROWS };

/** Whether a key was pressed together with these, and with no others. */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  const held = keys.split("-");
  const key = held.pop() ?? "";
  const mod = isApple() ? event.metaKey : event.ctrlKey;
  const other = isApple() ? event.ctrlKey : event.metaKey;
  // With Alt, a Mac's letters are other ones.
  const isKey = key.length === 1 ? event.code === `Key${key.toUpperCase()}` : event.key === key;
  return (
    isKey &&
    !other &&
    mod === held.includes("Mod") &&
    event.altKey === held.includes("Alt") &&
    event.shiftKey === held.includes("Shift")
  );
}
