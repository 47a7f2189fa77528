import { MessagesSquare } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { Link } from "react-router";
import type { ThreadPerson } from "#app/document/margin/thread-view.ts";
import { isPressed } from "#app/editor/commands/keys.ts";
import { LeaveQuestion } from "#app/editor/session/LeaveQuestion.tsx";
import { Button } from "#app/ui/Button.tsx";
import { countThreads } from "./filters.ts";
import { THREAD_KEYS, type ThreadAct } from "./thread-keys.ts";
import { Threads } from "./Threads.tsx";
import { useMedia } from "./use-media.ts";
import { useThreadStore, useThreads } from "./use-thread-store.ts";
import { useVersionRoom } from "./use-version-room.ts";
import { VersionIndex } from "./version-index.ts";
import { VersionPlaces } from "./version-places.ts";

export interface VersionThreadsProps {
  readonly documentId: string;
  readonly version: { readonly id: string; readonly number: number };
  readonly you: Pick<ThreadPerson, "userId" | "name">;
  /** The part of the version that is shown; the text is looked for again when it changes. */
  readonly view: string;
  /** Whether the version is under review: other words for it are suggested at its desk (M8). */
  readonly isInReview: boolean;
  /** At the foot of the window. */
  readonly bar: HTMLElement | null;
  /** Beside the page. */
  readonly cards: HTMLElement | null;
}

/** Room for cards beside the page (version-comments.css). */
const WIDE = "(min-width: 88rem)";

/** Comments on a version, on every page that shows its text (M4, M5). */
export default function VersionThreads({
  documentId,
  version,
  you,
  view,
  isInReview,
  bar,
  cards,
}: VersionThreadsProps) {
  const reader = useMemo(() => ({ ...you, organization: "", colour: 0 }), [you]);
  const store = useThreadStore(documentId, reader);
  const note = useVersionRoom({ documentId, userId: you.userId }, store);
  const index = useVersionIndex(view);
  const places = useMemo(() => new VersionPlaces(index, version.id), [index, version.id]);
  const asked = useThreadKeys();
  const [isOpen, setOpen] = useState(false);
  const isWide = useMedia(WIDE);
  const threads = useThreads(store);
  const counts = countThreads(threads, { userId: you.userId, removed: new Set() });
  return (
    <>
      {bar
        ? createPortal(
            <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              <MessagesSquare aria-hidden className="size-4" />
              Comments{counts.open > 0 ? ` (${counts.open})` : ""}
              {counts.unread > 0 ? (
                <span className="sr-only">, {counts.unread} new to you</span>
              ) : null}
            </Button>,
            bar,
          )
        : null}
      <Threads
        store={store}
        places={places}
        column={isWide ? cards : null}
        userId={you.userId}
        isShown={isWide || isOpen}
        onShow={setOpen}
        asked={asked}
        renderNote={() => (note ? <p className="thread-note">{note}</p> : null)}
        hint={
          isInReview ? (
            <>
              {" "}
              To propose other words for it,{" "}
              <Link to={`/documents/${documentId}#suggest`} className="link">
                suggest them at its desk
              </Link>
              ; they wait until the draft is open again.
            </>
          ) : null
        }
      />
      <LeaveQuestion />
    </>
  );
}

/** The version's text on the page; null where the page shows something else of the version. */
function useVersionIndex(view: string): VersionIndex | null {
  const [index, setIndex] = useState<VersionIndex | null>(null);
  useEffect(() => {
    // Once the page has drawn it.
    const frame = requestAnimationFrame(() => {
      const prose = document.querySelector<HTMLElement>(".frozen .prose");
      setIndex(prose ? new VersionIndex(prose) : null);
    });
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another view draws another text
  }, [view]);
  return index;
}

/** The desk's keys, on a page without an editor. */
function useThreadKeys(): { readonly act: ThreadAct } | null {
  const [asked, setAsked] = useState<{ readonly act: ThreadAct } | null>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const acts = Object.keys(THREAD_KEYS) as ThreadAct[];
      const act = acts.find((each) => isPressed(THREAD_KEYS[each], event));
      if (!act) return;
      event.preventDefault();
      setAsked({ act });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return asked;
}
