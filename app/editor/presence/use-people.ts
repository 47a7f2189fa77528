import { useEffect, useMemo } from "react";
import type { Awareness } from "y-protocols/awareness";
import { othersIn, type Person } from "./people.ts";
import { sameValues, useStore, Store } from "#app/ui/store.ts";

const NOBODY: readonly Person[] = [];

/** The other people at the draft, as the server names them (R14). */
export function usePeople(awareness: Awareness | null, userId: string): readonly Person[] {
  const watched = useMemo(() => new Store<readonly Person[]>(NOBODY, samePeople), []);
  useEffect(() => {
    if (!awareness) return watched.set(NOBODY);
    const look = () => watched.set(othersIn(awareness, userId));
    look();
    awareness.on("change", look);
    return () => awareness.off("change", look);
  }, [awareness, userId, watched]);
  return useStore(watched);
}

function samePeople(one: readonly Person[], other: readonly Person[]): boolean {
  return (
    one.length === other.length &&
    one.every((person, index) => {
      const same = other[index];
      return same !== undefined && sameValues(person, same);
    })
  );
}
