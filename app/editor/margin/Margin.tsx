import { Changes } from "#app/editor/changes/Changes.tsx";
import { Suggest } from "#app/editor/suggest/Suggest.tsx";
import { Threads } from "#app/editor/threads/Threads.tsx";
import { useDeskThreads } from "#app/editor/threads/use-thread-store.ts";
import { MarginBoundary } from "./MarginBoundary.tsx";
import type { MarginPartProps, MarginProps } from "./margin-props.ts";

/** Everything beside the text, loaded after the desk's first view (M17). */
export default function Margin(props: MarginProps) {
  const { desk } = props;
  const live = desk.state?.live ?? null;
  const store = useDeskThreads(desk.view.id, desk.you, live, desk.online);
  const part: MarginPartProps = { ...props, store };
  return (
    <>
      <MarginBoundary>
        <Threads {...part} />
      </MarginBoundary>
      <MarginBoundary>
        <Suggest {...part} />
      </MarginBoundary>
      <MarginBoundary>
        <Changes {...part} />
      </MarginBoundary>
    </>
  );
}
