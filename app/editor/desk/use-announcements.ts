import { useEffect, useRef, useState } from "react";
import type { Person } from "#app/editor/presence/people.ts";
import type { SaveState } from "#app/editor/session/save-state.ts";

/** Milliseconds before an announcement, so that states that pass quickly are not announced. */
const PAUSE_MS = 1_500;

/**
 * The sentence for a polite live region: a lasting change of the save state, and who arrived.
 * "Saving" is not announced, and "Saved" only after another announcement.
 */
export function useAnnouncements(save: SaveState | null, people: readonly Person[]): string {
  const [sentence, setSentence] = useState("");
  const said = useRef("");
  const known = useRef<ReadonlySet<string> | null>(null);

  const words = save && save.tone !== "busy" ? save.words : null;
  useEffect(() => {
    if (words === null) return;
    const timer = setTimeout(() => {
      if (said.current === words) return;
      said.current = words;
      setSentence(words);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  useEffect(() => {
    const before = known.current;
    known.current = new Set(people.map(({ userId }) => userId));
    const come = people.filter(({ userId }) => before !== null && !before.has(userId));
    if (come.length === 0) return;
    const names = come.map(({ name, organization }) => `${name} of ${organization}`);
    setSentence(`${names.join(" and ")} ${come.length === 1 ? "is" : "are"} here now`);
  }, [people]);

  return sentence;
}
