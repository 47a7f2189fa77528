import type { Editor } from "#app/editor/editor.ts";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { DeskActions } from "#app/editor/commands/registry.ts";
import type { DeskMode } from "#app/editor/session/save-state.ts";
import { sameValues, Store } from "#app/ui/store.ts";

/** The desk's actions that belong to the margin: comments, suggestions, changes. */
const MARGIN_ACTS = [
  "comment",
  "threads",
  "nextThread",
  "previousThread",
  "suggest",
  "accept",
  "reject",
  "changes",
  "nextChange",
  "previousChange",
] as const satisfies readonly (keyof DeskActions)[];
type MarginAct = (typeof MARGIN_ACTS)[number];

/** An act that was asked for; a new object each time, so that the same act can be asked twice. */
export interface AskedAct {
  readonly act: MarginAct;
  /** Asked by the page's address, before the draft is there. */
  readonly isLinked?: true;
}

/** Whether the next keys are meant for what was asked for, and not for the draft. */
export function takesKeys({ asked, chosen }: Pick<DeskMargin, "asked" | "chosen">): boolean {
  return asked?.act === "comment" || asked?.act === "suggest" || chosen === "suggesting";
}

/** How many there are of what the reader has not seen, as far as this page knows anyway. */
interface UnseenCounts {
  readonly threads: number;
  readonly changes: number;
}

type DeskMargin = ReturnType<typeof useMargin>;

/**
 * The parts of the margin that are shown: for the toolbar's pressed buttons, told by the parts
 * themselves.
 */
interface MarginShown {
  readonly threads: boolean;
  readonly suggest: boolean;
  readonly changes: boolean;
}

/** Milliseconds after the desk's first view until the margin's code is loaded unasked (M17). */
const LATER_MS = 1_500;

/**
 * The margin as the desk knows it: which of its acts was asked for last, and what it shows. Its parts
 * load once the desk is at rest, or when one of them is asked for; nothing of them weighs on the first
 * view (M17).
 */
export function useMargin() {
  const [wanted, setWanted] = useState(false);
  const [asked, setAsked] = useState<AskedAct | null>(null);
  const [shown, setShown] = useState<MarginShown>(NOTHING_SHOWN);
  /** The editor in which a suggestion is written: the toolbar's, while it is there. */
  const [writing, setWriting] = useState<Editor | null>(null);
  /** Key mode that the reader chose; null for what their role brings. */
  const [chosen, setChosen] = useState<DeskMode | null>(null);
  const [waiting] = useState(() => new Store<UnseenCounts>({ threads: 0, changes: 0 }, sameValues));
  useEffect(() => {
    // Where a review leads to: its own page takes comments only.
    const isLinked = location.hash === "#suggest";
    const load = () => {
      setWanted(true);
      if (isLinked) setAsked({ act: "suggest", isLinked });
    };
    const timer = setTimeout(load, isLinked ? 0 : LATER_MS);
    return () => clearTimeout(timer);
  }, []);
  const actions = useMemo(
    () =>
      Object.fromEntries(
        MARGIN_ACTS.map((act) => [
          act,
          () => {
            setWanted(true);
            setAsked({ act });
          },
        ]),
      ) as Pick<DeskActions, MarginAct>,
    [],
  );
  const choose = useCallback((mode: DeskMode | null) => {
    setWanted(true);
    setChosen(mode);
  }, []);
  return {
    wanted,
    asked,
    shown,
    setShown,
    writing,
    setWriting,
    chosen,
    choose,
    waiting,
    actions,
  };
}

const NOTHING_SHOWN: MarginShown = { threads: false, suggest: false, changes: false };
