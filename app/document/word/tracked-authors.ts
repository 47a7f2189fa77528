import type {
  RevisedBlock,
  RevisedInline,
  RevisedParagraph,
  RevisedText,
  Tracked,
} from "./revised.ts";

/** Tracked changes of one author, as the file says. */
export interface TrackedAuthor {
  readonly author: string;
  /** Words replaced by others are one change, and so is a paragraph, a row or a table that came or went. */
  readonly changes: number;
  /** The first and the last instant; null where the file says none. */
  readonly first: string | null;
  readonly last: string | null;
}

/**
 * The authors of tracked changes, in the order of the text.
 * @param isTheirs of a revision, by its number: whether it counts.
 */
export function trackedAuthors(
  { blocks, revisions }: RevisedText,
  isTheirs: (revision: number) => boolean,
): TrackedAuthor[] {
  const counter = new ChangeCounter((revision) => {
    const author = revisions[revision]?.author;
    return author === undefined || !isTheirs(revision) ? null : author;
  });
  for (const block of blocks) counter.block(block);
  const used = counter.used;
  return Array.from(counter.counts, ([author, changes]) => {
    const instants = [...used]
      .flatMap((revision) => {
        const one = revisions[revision];
        return one?.author === author && one.at !== null ? [one.at] : [];
      })
      .toSorted((one, other) => (one < other ? -1 : 1));
    return { author, changes, first: instants[0] ?? null, last: instants.at(-1) ?? null };
  });
}

/** The revisions that changed something in a block, by their numbers. */
export function revisionsIn(block: RevisedBlock): ReadonlySet<number> {
  const counter = new ChangeCounter(() => "");
  counter.block(block);
  return counter.used;
}

class ChangeCounter {
  readonly counts = new Map<string, number>();
  readonly used = new Set<number>();

  constructor(private readonly authorOf: (revision: number) => string | null) {}

  block(block: RevisedBlock): void {
    if (block.type === "paragraph") {
      this.paragraph(block);
      return;
    }
    if (block.type === "other") {
      this.run([fatesOf(block)]);
      return;
    }
    for (const row of block.rows) {
      this.run([fatesOf(row)]);
      for (const { blocks } of row.cells) for (const inner of blocks) this.paragraph(inner);
    }
  }

  private paragraph({ content, mark, reshaped }: RevisedParagraph): void {
    this.inline(content, fatesOf(mark));
    if (reshaped) this.run([[reshaped.revision]]);
  }

  private inline(content: readonly RevisedInline[], end: readonly number[]): void {
    this.run([
      ...content.map((piece) => [
        ...fatesOf(piece),
        ...(piece.restyled ? [piece.restyled.revision] : []),
      ]),
      end,
    ]);
    for (const { note } of content) if (note) this.inline(note, []);
  }

  /** Neighbors that one author changed are one change. */
  private run(parts: readonly (readonly number[])[]): void {
    let before = new Set<string>();
    for (const revisions of parts) {
      const authors = new Set<string>();
      for (const revision of revisions) {
        const author = this.authorOf(revision);
        if (author === null) continue;
        this.used.add(revision);
        authors.add(author);
      }
      for (const author of authors) {
        if (!before.has(author)) this.counts.set(author, (this.counts.get(author) ?? 0) + 1);
      }
      before = authors;
    }
  }
}

function fatesOf({ inserted, deleted }: Tracked): number[] {
  return [inserted, deleted].filter((number) => number !== null);
}
