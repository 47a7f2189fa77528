import type { Editor } from "#app/editor/editor.ts";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { type Store, useStore } from "#app/ui/store.ts";
import { CardPlacer } from "./card-placer.ts";

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
  readonly moved: Store<number>;
}

/** Cards beside their lines, which scroll with the text. Only those near the screen are there. */
export function CardLayer({ editor, cards, active, positions, moved }: CardLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const placer = useMemo(() => new CardPlacer(editor), [editor]);
  const placed = useStore(placer.placed);
  useLayoutEffect(() => {
    if (layer.current) return placer.start(layer.current);
  }, [placer]);
  useLayoutEffect(() => {
    placer.update({ ids: cards.map(({ id }) => id), active, positions });
  }, [placer, cards, active, positions]);
  useEffect(() => moved.watch(placer.later), [moved, placer]);
  const byId = new Map(cards.map((card) => [card.id, card]));
  return (
    <div ref={layer} className="thread-layer">
      {placed.map(({ id, top }) => {
        const card = byId.get(id);
        return card ? (
          <CardPlace key={id} id={id} top={top} placer={placer}>
            {card.render()}
          </CardPlace>
        ) : null;
      })}
    </div>
  );
}

function CardPlace({
  id,
  top,
  placer,
  children,
}: {
  readonly id: string;
  readonly top: number;
  readonly placer: CardPlacer;
  readonly children: ReactNode;
}) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (element.current) return placer.watch(element.current);
  }, [placer]);
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
