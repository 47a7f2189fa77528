import type { Editor } from "@tiptap/core";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useLatest } from "#app/ui/use-latest.ts";
import { stackCards } from "./stack-cards.ts";
import type { Store } from "#app/ui/store.ts";

/** A card beside the text. */
export interface LayerCard {
  readonly id: string;
  readonly render: () => ReactNode;
}

interface CardLayerProps {
  readonly editor: Editor;
  readonly cards: readonly LayerCard[];
  readonly active: string | null;
  /** Where the words of each card begin now; null: at the top, for the document as a whole. */
  readonly positions: () => ReadonlyMap<string, number | null>;
  /** Changes whenever the marks in the text moved. */
  readonly placed: Store<number>;
}

/** The height of a card that was never shown, in pixels. */
const GUESS = 112;
/** Pixels kept free at the top of the column, for its head. */
const LEAST_TOP = 84;
/** Milliseconds after an edit until the cards follow it. */
const PAUSE_MS = 100;

interface LayerView {
  readonly tops: ReadonlyMap<string, number>;
  /** The part of the column that is on the screen, with as much above and below it. */
  readonly from: number;
  readonly to: number;
}

const NOTHING: LayerView = { tops: new Map(), from: 0, to: 0 };

/**
 * Cards beside their lines, which scroll with the text. Only those near the screen are there; where
 * their lines are is measured in pauses, never while a key is handled (M17).
 */
export function CardLayer({ editor, cards, active, positions, placed }: CardLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const heights = useRef(new Map<string, number>());
  const wanted = useRef(new Map<string, number>());
  const [view, setView] = useState<LayerView>(NOTHING);
  const latest = useLatest({ cards, active, positions });
  const put = useMemo(() => {
    /** Where the lines are. Reads the layout; the cards' own heights are known. */
    const measure = () => {
      const column = layer.current?.getBoundingClientRect();
      if (!column || editor.isDestroyed) return;
      wanted.current.clear();
      const places = latest.current?.positions();
      for (const { id } of latest.current?.cards ?? []) {
        const at = places?.get(id);
        if (at === undefined) continue;
        const top = at === null ? 0 : topOf(editor, at) - column.top;
        wanted.current.set(id, Math.round(top));
      }
      stack();
    };
    const stack = () => {
      const column = layer.current?.getBoundingClientRect();
      if (!column || !latest.current) return;
      const { cards: all, active: current } = latest.current;
      const list = all
        .filter(({ id }) => wanted.current.has(id))
        .map(({ id }) => ({
          id,
          top: wanted.current.get(id) ?? 0,
          height: heights.current.get(id) ?? GUESS,
        }))
        .toSorted((one, other) => one.top - other.top);
      const tops = stackCards(list, current, LEAST_TOP);
      setView({ tops, from: -column.top - innerHeight, to: -column.top + 2 * innerHeight });
    };
    return { measure, stack };
  }, [editor, latest]);

  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- for new cards and another active one
  useLayoutEffect(() => put.measure(), [put, cards, active]);

  useEffect(() => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = (work: () => void) => () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(work);
    };
    const measureSoon = soon(put.measure);
    const later = () => {
      if (timer) clearTimeout(timer);
      timer = setTimeout(measureSoon, PAUSE_MS);
    };
    const onScroll = soon(put.stack);
    const resized = new ResizeObserver(later);
    resized.observe(editor.view.dom);
    const unwatch = placed.watch(later);
    window.addEventListener("resize", measureSoon);
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      if (timer) clearTimeout(timer);
      resized.disconnect();
      unwatch();
      window.removeEventListener("resize", measureSoon);
      window.removeEventListener("scroll", onScroll);
    };
  }, [editor, placed, put]);

  const observer = useMemo(
    () =>
      new ResizeObserver((entries) => {
        for (const { target } of entries) {
          const { card } = (target as HTMLElement).dataset;
          if (card) heights.current.set(card, (target as HTMLElement).offsetHeight);
        }
        put.stack();
      }),
    [put],
  );
  useEffect(() => () => observer.disconnect(), [observer]);

  const shown = cards
    .filter(({ id }) => {
      const top = view.tops.get(id);
      const height = heights.current.get(id) ?? GUESS;
      return top !== undefined && (id === active || (top < view.to && top + height > view.from));
    })
    .toSorted((one, other) => (view.tops.get(one.id) ?? 0) - (view.tops.get(other.id) ?? 0));
  return (
    <div ref={layer} className="thread-layer">
      {shown.map(({ id, render }) => (
        <PlacedCard key={id} id={id} top={view.tops.get(id) ?? 0} observer={observer}>
          {render()}
        </PlacedCard>
      ))}
    </div>
  );
}

function PlacedCard({
  id,
  top,
  observer,
  children,
}: {
  readonly id: string;
  readonly top: number;
  readonly observer: ResizeObserver;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const card = element.current;
    if (!card) return;
    observer.observe(card);
    return () => observer.unobserve(card);
  }, [observer]);
  return (
    <div
      ref={element}
      data-card={id}
      className="thread-placed"
      style={{ insetBlockStart: `${top}px` }}
    >
      {children}
    </div>
  );
}

/** Where a line is on the screen. */
function topOf(editor: Editor, at: number): number {
  const { view, state } = editor;
  return view.coordsAtPos(Math.min(at, state.doc.content.size), 1).top;
}
