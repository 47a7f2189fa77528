import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useStore } from "#app/ui/store.ts";
import { CardPlacer } from "./card-placer.ts";
import type { TextPlaces, TextRange } from "./text-places.ts";

/** A card beside the text. */
export interface LayerCard {
  readonly id: string;
  readonly render: () => ReactNode;
}

interface CardLayerProps {
  readonly places: TextPlaces;
  readonly cards: readonly LayerCard[];
  readonly active: string | null;
  /** Where the words of each card are now; null: at the top, for the document as a whole. */
  readonly positions: () => ReadonlyMap<string, TextRange | null>;
}

/** Cards beside their lines, which scroll with the text. Only those near the screen are there. */
export function CardLayer({ places, cards, active, positions }: CardLayerProps) {
  const begin = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const placer = useMemo(() => new CardPlacer(places), [places]);
  const placed = useStore(placer.placed);
  useLayoutEffect(() => {
    if (layer.current && begin.current) return placer.start(layer.current, begin.current);
  }, [placer]);
  useLayoutEffect(() => {
    placer.update({ ids: cards.map(({ id }) => id), active, positions });
  }, [placer, cards, active, positions]);
  useEffect(() => places.moved.watch(placer.later), [places, placer]);
  const byId = new Map(cards.map((card) => [card.id, card]));
  return (
    <>
      <div ref={begin} />
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
    </>
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
