import { useEffect, useMemo } from "react";
import ReturnedPoints from "#app/features/review/ReturnedPoints.tsx";
import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";
import { rememberBeside } from "./beside-choice.ts";
import { EditorPlaces } from "./editor-places.ts";
import { countThreads } from "./filters.ts";
import { COLUMN, Threads } from "./Threads.tsx";
import { useMedia } from "./use-media.ts";
import { useThreads } from "./use-thread-store.ts";

const NONE: ReadonlySet<string> = new Set();

/** Comments beside the text of a draft. */
export function DraftThreads({ desk, editor, cards, store }: MarginPartProps) {
  const { shown, setShown, asked, waiting } = desk.margin;
  const { generation, id, standing } = desk.view;
  const places = useMemo(
    () =>
      new EditorPlaces({
        editor,
        generation,
        onMoved: (moves) => void store.send({ do: "move", moves: [...moves] }),
      }),
    [editor, generation, store],
  );
  const hasRoom = useMedia(COLUMN);
  const { unread } = countThreads(useThreads(store), { userId: desk.you.userId, removed: NONE });
  useEffect(() => waiting.set({ ...waiting.get(), threads: unread }), [waiting, unread]);
  return (
    <Threads
      store={store}
      places={places}
      column={hasRoom ? cards : null}
      userId={desk.you.userId}
      isShown={shown.threads}
      onShow={(threads, isChoice) => {
        if (isChoice) rememberBeside(threads ? "threads" : "people");
        setShown((before) => ({ ...before, threads }));
      }}
      asked={asked}
      renderNote={(inShort) =>
        standing.returned ? (
          <details className="thread-returned" open={!inShort}>
            <summary className="link text-sm">Why it is a draft again</summary>
            <ReturnedPoints documentId={id} standing={standing} />
          </details>
        ) : null
      }
    />
  );
}
