import type { ArchiveManifest } from "#app/domain/archive/format.ts";

type LeftOutEntry = ArchiveManifest["leftOut"][number];

/** Entries that an archive names one by one. */
const MOST = 900;
const MORE = "More that could not be made; the server’s log names it.";

/** Says what an archive leaves out, each in a sentence; how many, where that tells nothing of others. */
export class LeftOutList {
  readonly #counted = new Map<string, number | null>();

  /** Counts one more of it, or says it without a number. */
  add(what: string, count: number | null = 1): void {
    if (count === 0) return;
    if (what !== MORE && !this.#counted.has(what) && this.#counted.size >= MOST) {
      this.add(MORE, count);
      return;
    }
    const before = this.#counted.get(what) ?? 0;
    this.#counted.set(what, count === null ? null : before + count);
  }

  get entries(): LeftOutEntry[] {
    return [...this.#counted].map(([what, count]) => ({ what: what.slice(0, 1_000), count }));
  }
}
