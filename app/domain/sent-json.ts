import { done, refuse, type Outcome } from "./refusal.ts";

/** How deep what is sent may be nested: text in a footnote in a table's cell is at 22. */
const DEEPEST = 64;

/**
 * Reads JSON that a script sent, of a size that was limited before. Refuses what is nested so deep that
 * reading it would end in a full stack.
 */
export function readSentJson(text: string): Outcome<unknown> {
  if (isTooDeep(text)) return refuse("bad-input", NOT_JSON);
  try {
    return done(JSON.parse(text) as unknown);
  } catch {
    // Nothing but the parsing is tried.
    return refuse("bad-input", NOT_JSON);
  }
}

/** Whether more than 64 lists and objects are open at once; brackets in strings don't count. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isString) {
      if (character === "\\") at += 1;
      else if (character === '"') isString = false;
    } else if (character === '"') isString = true;
    else if (character === "[" || character === "{") {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (character === "]" || character === "}") depth -= 1;
  }
  return false;
}

export const NOT_JSON =
  "The page sent something that could not be read. Nothing was sent; copy your words if you need them, and load the page again.";
