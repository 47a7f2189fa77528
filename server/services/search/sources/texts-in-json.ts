/** Fields that hold ids and codes, which nobody reads. */
const NOT_TEXTS: ReadonlySet<string> = new Set([
  "id",
  "documentId",
  "appealDocumentId",
  "organizationId",
  "under",
  "track",
  "answer",
  "category",
  "result",
  "helpTold",
]);
/** How deep details are, and how many texts they have, at most. */
const MOST = { depth: 6, texts: 2_000 };

/** The texts within stored details, in their order. */
export function textsInJson(json: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown, depth: number) => {
    if (found.length >= MOST.texts || depth > MOST.depth) return;
    if (typeof value === "string") {
      if (value !== "") found.push(value);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const [name, held] of Object.entries(value)) {
      if (!NOT_TEXTS.has(name)) visit(held, depth + 1);
    }
  };
  try {
    visit(JSON.parse(json), 0);
  } catch {
    // audit:verify names it.
  }
  return found;
}
