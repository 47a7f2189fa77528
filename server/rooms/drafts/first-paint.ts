import type { PageDetails } from "#app/document/details/page-details.ts";
import type { Scheduler } from "#server/scheduler.ts";
import type { DraftWorkers } from "./workers.ts";

/** A draft's text as HTML, before the page's own editor takes over. */
export interface FirstPaint {
  readonly html: string;
  readonly sequence: number;
  readonly generation: number;
}

/** How many first paints are kept. */
const KEPT = 64;
/** Milliseconds for which nobody writes before a draft is drawn again by itself. */
const CALM_MS = 300;
/** From so many bytes on whoever opens a draft would notice that it is drawn. */
const LONG_BYTES = 64 * 1024;

interface KeptPaint {
  readonly key: string;
  readonly paint: Promise<FirstPaint>;
}

/**
 * Draws drafts in the worker; what was drawn is kept until somebody writes or changes a fact. Long
 * drafts, and those whose page has been opened, are drawn again when their writers pause, so that
 * whoever opens the next one need not wait for it.
 */
export class FirstPaints {
  readonly #kept = new Map<string, KeptPaint>();
  /** What calls off the drawing of each draft that waits for calm. */
  readonly #calm = new Map<string, () => void>();

  constructor(
    readonly read: (
      documentId: string,
    ) => Promise<{ parts: readonly Uint8Array[]; sequence: number; generation: number } | null>,
    readonly workers: DraftWorkers,
    readonly pageOf: (documentId: string) => Promise<PageDetails | null>,
    readonly scheduler: Scheduler,
  ) {}

  /** The draft as committed; null where there is none. Rejects where it can't be drawn. */
  async paint(documentId: string, page?: PageDetails): Promise<FirstPaint | null> {
    const draft = await this.read(documentId);
    if (!draft) return null;
    const { sequence, generation } = draft;
    const key = `${generation}:${sequence}:${page ? JSON.stringify(page) : ""}`;
    const known = this.#kept.get(documentId);
    if (known?.key === key) return known.paint;
    const drawing = page ? { update: draft.parts, page } : draft.parts;
    const paint = this.workers
      .html(drawing, documentId)
      .then((html) => ({ html, sequence, generation }));
    this.#kept.delete(documentId);
    this.#kept.set(documentId, { key, paint });
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value ?? documentId);
    paint.catch(() => {
      if (this.#kept.get(documentId)?.paint === paint) this.#kept.delete(documentId);
    });
    return paint;
  }

  /** Somebody has written in the draft, which has so many bytes. */
  written(documentId: string, bytes: number): void {
    const waiting = this.#calm.get(documentId);
    waiting?.();
    if (!waiting && bytes < LONG_BYTES && !this.#kept.has(documentId)) return;
    const draw = () => {
      this.#calm.delete(documentId);
      // Where it can't be drawn, whoever opens the page is told.
      this.#paintAhead(documentId).catch(() => undefined);
    };
    this.#calm.set(documentId, this.scheduler.after(CALM_MS, draw));
  }

  async #paintAhead(documentId: string): Promise<void> {
    const page = await this.pageOf(documentId);
    if (page) await this.paint(documentId, page);
  }

  /** Draws nothing more by itself. */
  stop(): void {
    for (const callOff of this.#calm.values()) callOff();
    this.#calm.clear();
  }
}
