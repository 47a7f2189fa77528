import type { RevisedBlock, RevisedInline, RevisedText, Tracked } from "./revised.ts";
import { END, within, textOfPiece } from "./revision-texts.ts";

/** Words that one change deleted and inserted side by side, with nothing else between them. */
export interface RevisionRun {
  readonly inserted: string;
  readonly deleted: string;
}

/**
 * Splits what some revisions changed where anything else stands between, which shows that somebody
 * wrote into the words of another. Their words are without blanks and ends of paragraphs.
 */
export function runsOfRevisions(
  { blocks }: Pick<RevisedText, "blocks">,
  isCounted: (revision: number) => boolean,
): RevisionRun[] {
  const runs = new RevisionRuns(isCounted);
  for (const block of blocks) runs.add(block, { inserted: null, deleted: null });
  return runs.found;
}

class RevisionRuns {
  readonly found: RevisionRun[] = [];
  private open: RevisionRun = NOTHING;

  constructor(private readonly isCounted: (revision: number) => boolean) {}

  add(block: RevisedBlock, around: Tracked): void {
    switch (block.type) {
      case "paragraph":
        for (const piece of block.content) this.piece(piece, around);
        break;
      case "table":
        for (const row of block.rows) {
          const fate = within(row, around);
          for (const { blocks } of row.cells) for (const inner of blocks) this.add(inner, fate);
        }
        break;
      case "other":
        this.say(within(block, around), `[${block.node.type}]`);
    }
    this.end();
  }

  private piece({ node, note, restyled, ...fate }: RevisedInline, around: Tracked): void {
    const own = within(fate, around);
    const words = textOfPiece(node);
    const isRestyled = restyled !== null && this.isCounted(restyled.revision);
    if (isRestyled) this.open = joined(this.open, { inserted: words, deleted: words });
    else this.say(own, words);
    for (const inner of note ?? []) this.piece(inner, own);
  }

  private say({ inserted, deleted }: Tracked, words: string): void {
    if (words === "") return;
    const [isInserted, isDeleted] = [inserted, deleted].map(
      (revision) => revision !== null && this.isCounted(revision),
    );
    if (!isInserted && !isDeleted) {
      this.end();
      return;
    }
    const change = { inserted: isInserted ? words : "", deleted: isDeleted ? words : "" };
    this.open = joined(this.open, change);
  }

  private end(): void {
    const { inserted, deleted } = this.open;
    this.open = NOTHING;
    if (inserted === "" && deleted === "") return;
    this.found.push({ inserted: withoutSpaces(inserted), deleted: withoutSpaces(deleted) });
  }
}

const NOTHING: RevisionRun = { inserted: "", deleted: "" };

function joined(one: RevisionRun, other: RevisionRun): RevisionRun {
  return { inserted: one.inserted + other.inserted, deleted: one.deleted + other.deleted };
}

/** Words without blanks and ends of paragraphs, which are told in many ways. */
export function withoutSpaces(words: string): string {
  return words.replaceAll(END, "").replaceAll(/\s+/gu, "");
}
