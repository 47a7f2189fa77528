import { Store } from "#app/ui/store.ts";
import { offsetFromText, stackCards } from "./stack-cards.ts";
import { barsEnd, type TextPlaces, type TextRange } from "./text-places.ts";

/** A card that has a place, near the screen. */
interface PlacedCard {
  readonly id: string;
  readonly top: number;
}

/** The input by which the cards are placed. */
interface PlacerInput {
  readonly ids: readonly string[];
  readonly active: string | null;
  /** Where the words of each card are now; null: the document as a whole. */
  readonly positions: () => ReadonlyMap<string, TextRange | null>;
}

/** Where the words of a card stand in the column; the end is known of the active one alone. */
interface WantedPlace {
  readonly top: number;
  readonly end: number;
}

/** The height of a card that was never shown, in pixels. */
const GUESS = 112;
/** Pixels that stay free below a card at the end of the window. */
const EDGE = 8;
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
  private wanted: ReadonlyMap<string, WantedPlace> = new Map();
  /** How far the active card is off its words, and whether that is to be found out. */
  private off = 0;
  private isToFit = true;
  private input: PlacerInput | null = null;
  private column: HTMLElement | null = null;
  /** Ends what stands in the column above the cards. */
  private begin: HTMLElement | null = null;
  /** Stays at the top of the window, over the cards. */
  private head: Element | null = null;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** When a resized text is measured, on the clock of `performance`. */
  private dueAt = 0;
  private readonly cards: ResizeObserver;

  constructor(private readonly places: TextPlaces) {
    this.cards = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        this.readHeight(target as HTMLElement);
      }
      this.stack();
    });
  }

  /** Follows the page until the returned function is called. */
  start(column: HTMLElement, begin: HTMLElement): () => void {
    [this.column, this.begin] = [column, begin];
    this.head = column.parentElement?.querySelector(".thread-column-head") ?? null;
    const text = new ResizeObserver(() => this.after(RESIZED_MS));
    if (this.places.text) text.observe(this.places.text);
    const measure = () => {
      this.isToFit = true;
      this.next(this.measure);
    };
    // Reasons that are told there open and close.
    const head = new ResizeObserver(measure);
    if (this.head) head.observe(this.head);
    const stack = () => this.next(this.stack);
    window.addEventListener("resize", measure);
    window.addEventListener("scroll", stack, { passive: true });
    this.measure();
    return () => {
      cancelAnimationFrame(this.frame);
      if (this.timer) clearTimeout(this.timer);
      text.disconnect();
      head.disconnect();
      this.cards.disconnect();
      window.removeEventListener("resize", measure);
      window.removeEventListener("scroll", stack);
      [this.column, this.begin, this.head] = [null, null, null];
    };
  }

  update(input: PlacerInput): void {
    if (input.active !== this.input?.active) [this.off, this.isToFit] = [0, true];
    this.input = input;
    this.measure();
  }

  /** Watches the height of a card while it is there. */
  readonly watch = (card: HTMLElement): (() => void) => {
    this.cards.observe(card);
    // Before it is seen: one that opens at the end of the window is never drawn outside of it.
    if (this.readHeight(card)) this.stack();
    return () => this.cards.unobserve(card);
  };

  /** Reads the height of a card; whether it is the active one's, and another than before. */
  private readHeight(element: HTMLElement): boolean {
    const { card } = element.dataset;
    const height = element.offsetHeight;
    if (!card || this.heights.get(card) === height) return false;
    this.heights.set(card, height);
    if (card !== this.input?.active) return false;
    return (this.isToFit = true);
  }

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
    const wanted = new Map<string, WantedPlace>();
    for (const id of input.ids) {
      const at = positions.get(id);
      if (at === undefined) continue;
      const line = at === null ? { top, bottom: Infinity } : places.lineAt(at.from);
      if (!line) continue;
      const last = at !== null && id === input.active ? places.lineAt(at.to, -1) : line;
      wanted.set(id, { top: Math.round(line.top - top), end: (last ?? line).bottom - top });
    }
    this.wanted = wanted;
    this.stack();
  };

  /**
   * Finds out how far the active card is off its words, once these are on the screen: as it opens and as
   * it grows, and not while somebody scrolls.
   */
  private fit(begin: number, free: number): void {
    const { column, head, input, wanted, heights } = this;
    const place = input?.active ? wanted.get(input.active) : undefined;
    if (!column || !input?.active || !place || !this.isToFit) return;
    const bars = barsEnd() - begin;
    const covered = Math.max(bars, (head?.getBoundingClientRect().bottom ?? 0) - begin);
    const to = innerHeight - EDGE - begin;
    // The head of the column covers cards alone: words beside it are on the screen.
    if (place.top > to || place.end < bars) return;
    const card = { top: place.top, height: heights.get(input.active) ?? GUESS };
    this.off = offsetFromText(card, { from: Math.max(covered, free), to });
    this.isToFit = !heights.has(input.active);
  }

  private readonly stack = (): void => {
    const { column, input, wanted, heights } = this;
    if (!column || !input) return;
    const { top: begin } = column.getBoundingClientRect();
    // Below what stands above the cards.
    const free = Math.round((this.begin?.getBoundingClientRect().top ?? begin) - begin);
    this.fit(begin, free);
    const cards = [...wanted]
      .map(([id, { top }]) => ({ id, top, height: heights.get(id) ?? GUESS }))
      .toSorted((one, other) => one.top - other.top)
      .map((card) => (card.id === input.active ? { ...card, top: card.top + this.off } : card));
    const tops = stackCards(cards, input.active, free);
    // Places the cards on the screen, and as much above and below it.
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
