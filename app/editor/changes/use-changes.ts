import type { Editor } from "#app/editor/editor.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import type { BaselineChoice, ChangesAnswer } from "#app/domain/changes/answers.ts";
import type { DeskState } from "#app/editor/desk/use-desk.ts";
import { isPageFromDevice } from "#app/editor/session/desk-worker.ts";
import { reportUnlessUnreachable, Unreachable } from "#app/ui/unreachable.ts";
import { sawChanges } from "#app/editor/session/use-looked-at.ts";
import { ChangesClient } from "./changes-client.ts";
import { LiveComparison } from "./comparison.ts";
import { Ticked } from "./ticked.ts";

/** The view of changes that the desk shows. */
type ChangesView =
  | { readonly is: "nothing" }
  /** Others changed the draft since one looked: said, and not drawn. */
  | { readonly is: "news"; readonly comparison: LiveComparison }
  | { readonly is: "loading"; readonly choice: BaselineChoice }
  | { readonly is: "shown"; readonly comparison: LiveComparison }
  /**
   * The draft was restored since, or is not kept as it was then: its items can't be compared with those of
   * that moment.
   */
  | {
      readonly is: "differs";
      readonly choice: BaselineChoice;
      readonly textOf: VersionBefore | null;
    }
  | { readonly is: "failed"; readonly sentence: string };

/** The version whose text is nearest to a moment, and not later. */
interface VersionBefore {
  readonly number: number;
  /** Whether it is that very moment. */
  readonly isSame: boolean;
}

const NOTHING: ChangesView = { is: "nothing" };

const OFFLINE =
  "What changed can’t be shown without the server. Nothing was changed; try again when you are online.";
const NOTHING_YET =
  "There is no earlier moment of this draft to compare with yet. One is kept when you leave the draft, when a version is made, and whenever nobody writes for half an hour.";

const BROKEN =
  "What changed can’t be shown: something went wrong on our side. Nothing was changed; load the page again.";

function failedBy(error: unknown): ChangesView {
  reportUnlessUnreachable(error);
  return { is: "failed", sentence: error instanceof Unreachable ? OFFLINE : BROKEN };
}

/** The changes of a desk: which moment they are shown since, and what one has seen of them. */
export function useChanges(desk: DeskState, editor: Editor) {
  const { view, you, margin } = desk;
  const awareness = desk.state?.live?.awareness ?? null;
  const [client] = useState(() => new ChangesClient(view.id, you.userId));
  // Loading the page's data anew makes another object of the same person.
  const reader = useRef(you);
  useEffect(() => {
    reader.current = you;
  });
  /** The number of the draft when its page was opened. */
  const [opened] = useState(view.sequence);
  const [answer, setAnswer] = useState<ChangesAnswer | null>(null);
  const [shown, setShown] = useState<ChangesView>(NOTHING);
  /** The current view, for answers that come later. */
  const latest = useRef<ChangesView>(NOTHING);
  /** Raised with each thing that is begun: what was begun before is over. */
  const turn = useRef(0);
  const ticked = useRef(new Ticked());
  const known = useRef<readonly BaselineChoice[]>([]);

  const show = useCallback((next: ChangesView) => {
    const { current } = latest;
    const before = "comparison" in current ? current.comparison : null;
    if (before && !("comparison" in next && next.comparison === before)) before.end();
    latest.current = next;
    setShown(next);
  }, []);

  const ask = useCallback(
    async (upTo?: number) => {
      const choices = await client.choices(upTo);
      ticked.current = Ticked.from(choices.ticked);
      known.current = choices.baselines;
      setAnswer(choices);
      return choices;
    },
    [client],
  );

  const begin = useCallback(
    async (choice: BaselineChoice) => {
      if (!awareness) return null;
      turn.current += 1;
      const mine = turn.current;
      const isOver = () => mine !== turn.current;
      const parts = { editor, client, awareness, you: reader.current, ticked: ticked.current };
      const comparison = await LiveComparison.begin(parts, choice, isOver);
      if (!isOver()) return comparison;
      if (comparison instanceof LiveComparison) comparison.end();
      return null;
    },
    [awareness, client, editor],
  );

  const open = useCallback(
    async (choice: BaselineChoice) => {
      const { current } = latest;
      const ready = current.is === "news" && current.comparison.choice.key === choice.key;
      try {
        if (!choice.isKept) {
          show(differsFrom(choice, known.current));
          return null;
        }
        if (!ready) show({ is: "loading", choice });
        const comparison = ready ? current.comparison : await begin(choice);
        if (comparison === null) return null;
        if (comparison === "differs") {
          show(differsFrom(choice, known.current));
          return null;
        }
        comparison.draw(true);
        sawChanges.add(view.id);
        show({ is: "shown", comparison });
        return comparison;
      } catch (error) {
        show(failedBy(error));
        return null;
      }
    },
    [begin, show, view.id],
  );

  /** Shows the changes since the likeliest moment. */
  const openLikeliest = useCallback(async () => {
    const { current } = latest;
    if (current.is === "news") return open(current.comparison.choice);
    try {
      const { baselines, hasUnseen } = await ask();
      const kept = baselines.filter(({ isKept }) => isKept);
      const [first] = hasUnseen ? kept : kept.filter(({ kind }) => kind !== "looked");
      const choice = first ?? kept[0] ?? baselines[0];
      if (choice) return await open(choice);
      show({ is: "failed", sentence: NOTHING_YET });
    } catch (error) {
      show(failedBy(error));
    }
    return null;
  }, [ask, open, show]);

  const looked = useCallback(() => {
    sawChanges.add(view.id);
    // Where it fails, they are news once more.
    void client.look().catch(() => sawChanges.delete(view.id));
  }, [client, view.id]);

  const close = useCallback(() => {
    const { current } = latest;
    turn.current += 1;
    const since =
      "comparison" in current
        ? current.comparison.choice
        : current.is === "differs"
          ? current.choice
          : null;
    const mark = answer?.baselines.find(({ kind }) => kind === "looked");
    if (since && (!mark || since.sequence <= mark.sequence)) looked();
    show({ is: "nothing" });
  }, [answer, looked, show]);

  // Waits with looking for news until the desk is at rest.
  useEffect(() => {
    let left = false;
    const look = async () => {
      // Changes by others are seen as they come while one is here; a kept page does not say since
      // when.
      const upTo = (await isPageFromDevice()) ? undefined : opened;
      const { baselines, hasUnseen } = await ask(upTo);
      const mark = baselines.find(({ kind, isKept }) => kind === "looked" && isKept);
      if (!hasUnseen || !mark || left || latest.current.is !== "nothing") return;
      const comparison = await begin(mark);
      if (comparison === "differs" && !left && latest.current.is === "nothing") {
        show(differsFrom(mark, baselines));
      }
      if (!(comparison instanceof LiveComparison)) return;
      if (left || latest.current.is !== "nothing") comparison.end();
      else show({ is: "news", comparison });
    };
    // Without the server nothing is said; it is asked again when somebody wants to see changes.
    void look().catch(reportUnlessUnreachable);
    return () => {
      left = true;
      turn.current += 1;
      show({ is: "nothing" });
    };
  }, [ask, begin, opened, show]);

  const isShown = shown.is === "shown";
  const { setShown: tell } = margin;
  useEffect(() => tell((before) => ({ ...before, changes: isShown })), [tell, isShown]);

  const comparison = "comparison" in shown ? shown.comparison : null;
  const { waiting } = margin;
  const { userId } = you;
  useEffect(() => {
    if (!comparison) return;
    const tellWaiting = () => {
      const { changes } = comparison.state.get();
      const news = changes.filter(({ person, isSeen }) => !isSeen && person?.userId !== userId);
      waiting.set({ ...waiting.get(), changes: news.length });
    };
    tellWaiting();
    const stop = comparison.state.watch(tellWaiting);
    return () => {
      stop();
      waiting.set({ ...waiting.get(), changes: 0 });
    };
  }, [comparison, waiting, userId]);

  useActs(desk, async (act) => {
    const { current } = latest;
    if (act === "changes") {
      if (current.is === "shown" || current.is === "loading") close();
      else await openLikeliest();
      return;
    }
    const comparison = current.is === "shown" ? current.comparison : await openLikeliest();
    comparison?.step(act === "nextChange" ? 1 : -1);
  });

  return { answer, shown, open, openLikeliest, close, looked };
}

/**
 * Leads from a moment that the draft does not go on from to the version's text, where there is one.
 */
function differsFrom(choice: BaselineChoice, baselines: readonly BaselineChoice[]): ChangesView {
  const before = baselines
    .filter(({ version, sequence }) => version !== null && sequence <= choice.sequence)
    .toSorted((one, other) => other.sequence - one.sequence)[0];
  const version = choice.version ?? before?.version ?? null;
  const textOf = version && { number: version.number, isSame: choice.version !== null };
  return { is: "differs", choice, textOf };
}

export type DeskChanges = ReturnType<typeof useChanges>;

type ChangesAct = "changes" | "nextChange" | "previousChange";

/** Does what is asked for, each time once. */
function useActs({ margin: { asked } }: DeskState, act: (act: ChangesAct) => Promise<void>): void {
  const done = useRef<typeof asked>(null);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!asked || done.current === asked) return;
    done.current = asked;
    const { act: name } = asked;
    if (name === "changes" || name === "nextChange" || name === "previousChange") {
      void latest.current(name);
    }
  }, [asked]);
}
