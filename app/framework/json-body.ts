import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { discardBody } from "./upload-body.ts";

/** How deep what is sent may be nested: text in a footnote in a table's cell is at 22. */
const DEEPEST = 64;

/**
 * Reads a JSON body of at most `limit` bytes, counted while they arrive. Refuses larger ones before they
 * are parsed, and what is nested so deep that reading it would end in a full stack.
 */
export async function readJson(request: Request, limit: number): Promise<Outcome<unknown>> {
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json" || !request.body) {
    await discardBody(request);
    return refuse("bad-input", NOT_JSON);
  }
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) break;
    bytes += value.byteLength;
    // Beyond the limit it is read and discarded; the server has limited it before.
    if (bytes <= limit) text += decoder.decode(value, { stream: true });
  }
  if (bytes > limit) return refuse("too-large");
  text += decoder.decode();
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

const NOT_JSON =
  "The page sent something that could not be read. Nothing was sent; copy your words if you need them, and load the page again.";
