import type { VersionFacts } from "../facts";
import { factsInWords, type FactInWords } from "../facts-in-words";

/** A fact that differs; null where it is not in that version at all. */
export interface FactChange {
  readonly what: string;
  readonly before: readonly string[] | null;
  readonly after: readonly string[] | null;
}

/** What differs in the facts that a signature covers beside the text. */
export function factChanges(before: VersionFacts, after: VersionFacts): FactChange[] {
  const old = byWhat(factsInWords(before));
  const now = byWhat(factsInWords(after));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((what): FactChange[] => {
    const was = old.get(what) ?? null;
    const is = now.get(what) ?? null;
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ what, before: was, after: is }];
  });
}

/** Facts of one name, such as several exhibits, are compared as one list. */
function byWhat(facts: readonly FactInWords[]): Map<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>();
  for (const { what, says } of facts) lists.set(what, [...(lists.get(what) ?? []), ...says]);
  return lists;
}
