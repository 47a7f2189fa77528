import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PageDetails } from "#app/document/details/page-details.ts";
import type { TextPaint } from "#app/document/rendering/text-paint.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type { DraftWorkers } from "./workers.ts";

/** A draft as a page shows it until the editor takes over. */
export interface FirstPaint extends TextPaint {
  readonly sequence: number;
  readonly generation: number;
}

/** The number of cached first paints. */
const CACHE_SIZE = 64;
/** Milliseconds without a write before a draft is rendered again in advance. */
const PAUSE_MS = 300;
/**
 * From this size on, in bytes, rendering takes long enough to be noticed when a draft is opened.
 */
const LONG_BYTES = 64 * 1024;

interface CachedPaint {
  readonly key: string;
  readonly paint: Promise<Outcome<FirstPaint>>;
}

/**
 * Renders drafts in the worker, and caches the result until somebody writes or changes a detail.
 * Long drafts, and those whose page has been opened, are rendered again when their writers pause,
 * so that the next reader need not wait.
 */
export class FirstPaints {
  readonly #cache = new Map<string, CachedPaint>();
  /** For each draft with a pending rendering, the function that cancels it. */
  readonly #pending = new Map<string, () => void>();

  constructor(
    readonly read: (
      documentId: string,
    ) => Promise<{ parts: readonly Uint8Array[]; sequence: number; generation: number } | null>,
    readonly workers: DraftWorkers,
    readonly pageOf: (documentId: string) => Promise<PageDetails | null>,
    readonly scheduler: Scheduler,
  ) {}

  /** The draft as committed. Refuses `not-found` where there is none, else as its workers do. */
  async paint(documentId: string, page?: PageDetails): Promise<Outcome<FirstPaint>> {
    const draft = await this.read(documentId);
    if (!draft) return refuse("not-found");
    const { sequence, generation } = draft;
    const key = `${generation}:${sequence}:${page ? JSON.stringify(page) : ""}`;
    const known = this.#cache.get(documentId);
    if (known?.key === key) return known.paint;
    const drawing = page ? { update: draft.parts, page } : draft.parts;
    const paint = this.#draw(drawing, documentId, { sequence, generation });
    this.#cache.delete(documentId);
    this.#cache.set(documentId, { key, paint });
    if (this.#cache.size > CACHE_SIZE)
      this.#cache.delete(this.#cache.keys().next().value ?? documentId);
    const painted = await paint;
    if (!painted.ok && this.#cache.get(documentId)?.paint === paint) this.#cache.delete(documentId);
    return painted;
  }

  async #draw(
    drawing: Parameters<DraftWorkers["paint"]>[0],
    documentId: string,
    at: Omit<FirstPaint, keyof TextPaint>,
  ): Promise<Outcome<FirstPaint>> {
    const paint = await this.workers.paint(drawing, documentId);
    return paint.ok ? done({ ...paint.value, ...at }) : paint;
  }

  /** Call after a write to the draft, which now has that many bytes. */
  written(documentId: string, bytes: number): void {
    const waiting = this.#pending.get(documentId);
    waiting?.();
    if (!waiting && bytes < LONG_BYTES && !this.#cache.has(documentId)) return;
    const draw = () => {
      this.#pending.delete(documentId);
      // Where the database does not answer, whoever opens the page is told.
      this.#paintAhead(documentId).catch(() => undefined);
    };
    this.#pending.set(documentId, this.scheduler.after(PAUSE_MS, draw));
  }

  async #paintAhead(documentId: string): Promise<void> {
    const page = await this.pageOf(documentId);
    if (page) await this.paint(documentId, page);
  }

  /** Cancels all pending renderings. */
  stop(): void {
    for (const callOff of this.#pending.values()) callOff();
    this.#pending.clear();
  }
}
