import { Store } from "#app/ui/store.ts";
import { stackCards } from "./stack-cards.ts";
import type { TextPlaces } from "./text-places.ts";

/** A card that has a place, near the screen. */
interface PlacedCard {
  readonly id: string;
  readonly top: number;
}

/** What the cards are placed by. */
interface PlacerInput {
  readonly ids: readonly string[];
  readonly active: string | null;
  /** Where the words of each card begin now; null: at the top, for the document as a whole. */
  readonly positions: () => ReadonlyMap<string, number | null>;
}

/** The height of a card that was never shown, in pixels. */
const GUESS = 112;
/** Pixels kept free at the top of the column, for its head. */
const LEAST_TOP = 112;
/** Milliseconds until the cards follow a text that became longer or shorter. */
const RESIZED_MS = 100;
/**
 * Milliseconds without an edit until cards follow words that moved within their lines. Longer than
 * between the keys of whoever types on: measuring 150 lines takes longer than a key (M17).
 */
const PAUSE_MS = 600;

/**
 * Decides where cards stand beside a text: those near the screen, in the order of the text. Lines are
 * measured in pauses and once a frame at most, never while a key is handled (M17).
 */
export class CardPlacer {
  readonly placed = new Store<readonly PlacedCard[]>([], areSame);
  private readonly heights = new Map<string, number>();
  private wanted: ReadonlyMap<string, number> = new Map();
  private input: PlacerInput | null = null;
  private column: HTMLElement | null = null;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** When a resized text is measured, on the clock of `performance`. */
  private dueAt = 0;
  private readonly cards: ResizeObserver;

  constructor(private readonly places: TextPlaces) {
    this.cards = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const { card } = (target as HTMLElement).dataset;
        if (card) this.heights.set(card, (target as HTMLElement).offsetHeight);
      }
      this.stack();
    });
  }

  /** Follows the page until the returned function is called. */
  start(column: HTMLElement): () => void {
    this.column = column;
    const text = new ResizeObserver(() => this.after(RESIZED_MS));
    if (this.places.text) text.observe(this.places.text);
    const measure = () => this.next(this.measure);
    const stack = () => this.next(this.stack);
    window.addEventListener("resize", measure);
    window.addEventListener("scroll", stack, { passive: true });
    this.measure();
    return () => {
      cancelAnimationFrame(this.frame);
      if (this.timer) clearTimeout(this.timer);
      text.disconnect();
      this.cards.disconnect();
      window.removeEventListener("resize", measure);
      window.removeEventListener("scroll", stack);
      this.column = null;
    };
  }

  update(input: PlacerInput): void {
    this.input = input;
    this.measure();
  }

  /** Watches the height of a card while it is there. */
  readonly watch = (card: HTMLElement): (() => void) => {
    this.cards.observe(card);
    return () => this.cards.unobserve(card);
  };

  /** The text changed: measures again in its next pause. */
  readonly later = (): void => {
    // A card without a place is not there yet, and somebody may wait for it to write in.
    if (this.wanted.size < (this.input?.ids.length ?? 0)) return this.next(this.measure);
    // A text that became longer or shorter waits no longer for what is typed on.
    if (this.dueAt > performance.now()) return;
    this.after(PAUSE_MS, false);
  };

  private after(milliseconds: number, isDue = true): void {
    if (this.timer) clearTimeout(this.timer);
    if (isDue) this.dueAt = performance.now() + milliseconds;
    this.timer = setTimeout(() => this.next(this.measure), milliseconds);
  }

  private next(work: () => void): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(work);
  }

  private readonly measure = (): void => {
    const { column, input, places } = this;
    if (!column || !input) return;
    const { top } = column.getBoundingClientRect();
    const positions = input.positions();
    const wanted = new Map<string, number>();
    for (const id of input.ids) {
      const at = positions.get(id);
      if (at === undefined) continue;
      const line = at === null ? { top } : places.lineAt(at);
      if (line) wanted.set(id, Math.round(line.top - top));
    }
    this.wanted = wanted;
    this.stack();
  };

  private readonly stack = (): void => {
    const { column, input, wanted, heights } = this;
    if (!column || !input) return;
    const cards = [...wanted]
      .map(([id, top]) => ({ id, top, height: heights.get(id) ?? GUESS }))
      .toSorted((one, other) => one.top - other.top);
    const tops = stackCards(cards, input.active, LEAST_TOP);
    // What is on the screen, and as much above and below it.
    const { top: begin } = column.getBoundingClientRect();
    const [from, to] = [-begin - innerHeight, -begin + 2 * innerHeight];
    this.placed.set(
      cards.flatMap(({ id, height }) => {
        const top = tops.get(id) ?? 0;
        return id === input.active || (top < to && top + height > from) ? [{ id, top }] : [];
      }),
    );
  };
}

function areSame(one: readonly PlacedCard[], other: readonly PlacedCard[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ id, top }, index) => other[index]?.id === id && other[index].top === top)
  );
}
