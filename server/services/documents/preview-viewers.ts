/**
 * What viewers wait for. Of one draft a viewer waits for what they asked for last: whoever turns to
 * another layout no longer wants the pages of the one before, whose turn has not come yet.
 */
export class PreviewViewers {
  readonly #asked = new Map<string, { readonly key: string; waiting: number }>();

  /** A viewer waits for the pages of that key; to be called back when they have their answer. */
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

  /** Whether anybody still wants the pages of that key. */
  want(key: string): boolean {
    for (const asked of this.#asked.values()) if (asked.key === key) return true;
    return false;
  }
}
