/** The same key for names of one component, however they were typed. */
export function componentKey(name: string): string {
  return name.trim().replaceAll(/\s+/gu, " ").toLowerCase();
}

/**
 * The names that receipts gave a component before they were corrected, by key, each with its name now
 * (L16), so that the letters that name it go with it. A name that another receipt bears is that one's.
 */
export function correctedNames(
  receipts: readonly { readonly now: string; readonly before: readonly string[] }[],
): ReadonlyMap<string, string> {
  const taken = new Set(receipts.map(({ now }) => componentKey(now)));
  return new Map(
    receipts.flatMap(({ now, before }) =>
      before
        .map(componentKey)
        .filter((key) => !taken.has(key))
        .map((key) => [key, now] as const),
    ),
  );
}
