/** One Authentication-Results header (RFC 8601). */
interface AuthenticationResults {
  /** Of the server that wrote it, lower case. */
  readonly authservId: string;
  readonly results: readonly AuthenticationResult[];
}

interface AuthenticationResult {
  /** Such as dmarc, lower case. */
  readonly method: string;
  readonly result: string;
  /** Such as header.from, lower case. */
  readonly properties: ReadonlyMap<string, string>;
}

/**
 * Whether the trusted server found that a mail really comes from a domain (DMARC, RFC 7489): each of its
 * results must say so, and of that very domain. Headers of other names are a sender's words.
 * @param headers values of Authentication-Results.
 */
export function isFromDomain(
  headers: readonly string[],
  { authservId, domain }: { readonly authservId: string; readonly domain: string },
): boolean {
  const results = headers
    .map(readAuthenticationResults)
    .filter((header) => header.authservId === authservId.toLowerCase())
    .flatMap((header) => header.results)
    .filter(({ method }) => method === "dmarc");
  return (
    results.length > 0 &&
    results.every(
      ({ result, properties }) =>
        result === "pass" && properties.get("header.from") === domain.toLowerCase(),
    )
  );
}

function readAuthenticationResults(value: string): AuthenticationResults {
  const [head = [], ...rest] = tokensByPart(value);
  return { authservId: (head[0] ?? "").toLowerCase(), results: rest.flatMap(resultOf) };
}

function resultOf([first = "", ...others]: readonly string[]): AuthenticationResult[] {
  const [method = "", result = ""] = first.toLowerCase().split("=");
  if (method === "" || result === "") return [];
  const properties = new Map<string, string>();
  for (const other of others) {
    const at = other.indexOf("=");
    const name = other.slice(0, at).toLowerCase();
    // A property that is given twice is not believed.
    if (at > 0) properties.set(name, properties.has(name) ? "" : other.slice(at + 1).toLowerCase());
  }
  // "dmarc/1" names the method's version.
  return [{ method: method.split("/")[0] ?? "", result, properties }];
}

/**
 * The words between semicolons, without comments, which nest, and with quoted strings as one word each.
 * Blanks around "=" belong to it.
 */
function tokensByPart(value: string): string[][] {
  const parts: string[][] = [[]];
  let word = "";
  let depth = 0;
  let isQuoted = false;
  const endWord = () => {
    const part = parts.at(-1);
    const last = part?.at(-1);
    if (word !== "" && part) {
      if (last !== undefined && (last.endsWith("=") || word.startsWith("="))) {
        part[part.length - 1] = last + word;
      } else part.push(word);
    }
    word = "";
  };
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    const isEscape = character === "\\" && (isQuoted || depth > 0);
    if (isEscape) {
      at += 1;
      if (isQuoted) word += value.charAt(at);
    } else if (isQuoted) {
      if (character === '"') isQuoted = false;
      else word += character;
    } else if (character === "(") depth += 1;
    else if (depth > 0) depth -= character === ")" ? 1 : 0;
    else if (character === '"') isQuoted = true;
    else if (character === ";") {
      endWord();
      parts.push([]);
    } else if (/\s/u.test(character)) endWord();
    else word += character;
  }
  endWord();
  return parts;
}
