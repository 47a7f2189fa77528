import { useEffect } from "react";
import { Changes } from "#app/editor/changes/Changes.tsx";
import { Suggest } from "#app/editor/suggest/Suggest.tsx";
import { DraftThreads } from "#app/editor/threads/DraftThreads.tsx";
import { hearThreads, useThreadStore, useWakes } from "#app/editor/threads/use-thread-store.ts";
import { MarginBoundary } from "./MarginBoundary.tsx";
import type { MarginPartProps, MarginProps } from "./margin-props.ts";

/** Everything beside the text, loaded after the desk's first view (M17). */
export default function Margin(props: MarginProps) {
  const { desk } = props;
  const room = desk.state?.live?.room ?? null;
  const store = useThreadStore(desk.view.id, desk.you);
  useEffect(() => (room ? hearThreads(room, store) : undefined), [room, store]);
  useWakes(store, desk.online);
  const part: MarginPartProps = { ...props, store };
  return (
    <>
      <MarginBoundary>
        <DraftThreads {...part} />
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
