/**
 * The pages that viewers wait for. A viewer of a draft only waits for the last request: after
 * choosing another layout, the pages of the previous one are no longer needed.
 */
export class PreviewViewers {
  readonly #asked = new Map<string, { readonly key: string; waiting: number }>();

  /** Registers a viewer for that key; call the returned function when they have their answer. */
  wait(viewer: string, key: string): () => void {
    const before = this.#asked.get(viewer);
    const asked = before?.key === key ? before : { key, waiting: 0 };
    asked.waiting += 1;
    this.#asked.set(viewer, asked);
    return () => {
      asked.waiting -= 1;
      if (asked.waiting === 0 && this.#asked.get(viewer) === asked) this.#asked.delete(viewer);
    };
  }

  /** Whether anybody still waits for that key. */
  want(key: string): boolean {
    for (const asked of this.#asked.values()) if (asked.key === key) return true;
    return false;
  }
}
