import type { Suggested } from "#app/document/suggestion/index.ts";
import { idOf } from "#app/document/suggestion/locate.ts";
import type { RevisedBlock, RevisedInline, RevisedRow, RevisedText, Tracked } from "./revised.ts";
import { withoutSpaces } from "./revision-runs.ts";
import { END, textOfPiece } from "./revision-texts.ts";
import type { IsSameRevision } from "./same-revision.ts";
import type { SentSuggestion } from "./with-suggestions.ts";

/** A text in which no revision is both of a suggestion of ours and of anything else. */
export interface SeparateRevisions {
  readonly text: RevisedText;
  /** The index of the suggestion that a revision is of; null for one that is theirs. */
  readonly ownerOf: (revision: number) => number | null;
}

/**
 * Gives each suggestion that left revisions of its own. Names and times may be the same for all, as where
 * a file was made anonymous: ours is only what stands in the blocks of a suggestion and has its words.
 * @param idsOfBlocks our id of each block of the text; null for what did not leave.
 */
export function separateRevisions(
  text: RevisedText,
  sent: readonly SentSuggestion[],
  idsOfBlocks: readonly (string | null)[],
  isSame: IsSameRevision,
): SeparateRevisions {
  const candidates = text.revisions.map((revision) =>
    sent.flatMap((one, index) => (isSame(one, revision) ? [index] : [])),
  );
  if (candidates.every((some) => some.length === 0)) return { text, ownerOf: () => null };
  const separated = (places: readonly IsPlace[]) => {
    const separator = new Separator(text, candidates, places, sent);
    const blocks = text.blocks.map((block, index) => separator.block(block, index));
    return { separator, blocks };
  };
  const places = sent.map((one) => blocksOfSuggestion(one, idsOfBlocks));
  let found = separated(places);
  // One that its name and time tell apart may have gone elsewhere, or its blocks can't be told.
  const owners = new Set(found.separator.owners.values());
  const alone = new Set(candidates.flatMap((some) => (some.length === 1 ? some : [])));
  for (const shared of candidates)
    if (shared.length > 1) for (const one of shared) alone.delete(one);
  const isLost = (index: number) =>
    sent[index]?.at !== null && alone.has(index) && !owners.has(index);
  if (sent.some((_, index) => isLost(index))) {
    const everywhere = () => true;
    found = separated(places.map((one, index) => (isLost(index) ? everywhere : one)));
  }
  const { separator, blocks } = found;
  return {
    text: { blocks, revisions: separator.revisions },
    ownerOf: (revision) => separator.owners.get(revision) ?? null,
  };
}

/** Whether a block of the text, by its index, is of a suggestion. */
type IsPlace = (index: number) => boolean;

/** Which blocks are of a suggestion: those that it left with, and new ones beside them. */
function blocksOfSuggestion(
  { base, proposed }: Suggested,
  idsOfBlocks: readonly (string | null)[],
): IsPlace {
  const own = new Set([...base, ...proposed].map(idOf));
  own.delete(null);
  // A page break alone has no name: its words have to do.
  if (own.size === 0) return () => true;
  const isOwn = (id: string | null | undefined) => own.has(id ?? null);
  const before = lastKnown(idsOfBlocks);
  const after = lastKnown(idsOfBlocks.toReversed()).toReversed();
  return (index) => {
    const id = idsOfBlocks[index] ?? null;
    return id === null ? isOwn(before[index]) || isOwn(after[index]) : isOwn(id);
  };
}

/** Of each place the last id up to it. */
function lastKnown(ids: readonly (string | null)[]): (string | null)[] {
  let last: string | null = null;
  return ids.map((id) => (last = id ?? last));
}

type What = "inserted" | "deleted";

class Separator {
  readonly revisions;
  readonly owners = new Map<number, number>();
  private readonly numbers = new Map<string, number>();
  private readonly words: readonly Record<What, TextLeft>[];
  private index = 0;

  constructor(
    text: RevisedText,
    private readonly candidates: readonly (readonly number[])[],
    private readonly places: readonly IsPlace[],
    sent: readonly SentSuggestion[],
  ) {
    this.revisions = [...text.revisions];
    this.words = sent.map(({ words }) => ({
      inserted: new TextLeft(words.inserted),
      deleted: new TextLeft(words.deleted),
    }));
  }

  block(block: RevisedBlock, index: number): RevisedBlock {
    this.index = index;
    return this.revised(block);
  }

  private revised(block: RevisedBlock): RevisedBlock {
    if (block.type === "other") return { ...block, ...this.fate(block, `[${block.node.type}]`) };
    if (block.type === "table") return { ...block, rows: block.rows.map((row) => this.row(row)) };
    return this.paragraph(block);
  }

  private paragraph<T extends Extract<RevisedBlock, { type: "paragraph" }>>(block: T): T {
    const { reshaped } = block;
    return {
      ...block,
      content: block.content.map((piece) => this.piece(piece)),
      mark: this.fate(block.mark, END),
      reshaped: reshaped && { ...reshaped, revision: this.placed(reshaped.revision) },
    };
  }

  private row(row: RevisedRow): RevisedRow {
    const cells = row.cells.map((cell) => ({
      ...cell,
      blocks: cell.blocks.map((block) => this.paragraph(block)),
    }));
    const [inserted, deleted] = [row.inserted, row.deleted].map((revision) =>
      revision === null ? null : this.placed(revision),
    );
    return { ...row, inserted: inserted ?? null, deleted: deleted ?? null, cells };
  }

  private piece(piece: RevisedInline): RevisedInline {
    const { node, note, restyled } = piece;
    return {
      ...piece,
      ...this.fate(piece, textOfPiece(node)),
      restyled: restyled && { ...restyled, revision: this.placed(restyled.revision) },
      ...(note ? { note: note.map((inner) => this.piece(inner)) } : {}),
    };
  }

  private fate({ inserted, deleted }: Tracked, words: string): Tracked {
    return {
      inserted: inserted === null ? null : this.worded(inserted, "inserted", words),
      deleted: deleted === null ? null : this.worded(deleted, "deleted", words),
    };
  }

  /** The revision of words: of the suggestion that stands here and has them. */
  private worded(revision: number, what: What, words: string): number {
    const owner = this.here(revision).find((one) => this.words[one]?.[what].take(words) === true);
    return owner === undefined ? revision : this.numberOf(revision, owner);
  }

  /** The revision of what has no words: of a suggestion that stands here. */
  private placed(revision: number): number {
    const [owner] = this.here(revision);
    return owner === undefined ? revision : this.numberOf(revision, owner);
  }

  private here(revision: number): number[] {
    const all = this.candidates[revision] ?? [];
    return all.filter((one) => this.places[one]?.(this.index) === true);
  }

  private numberOf(revision: number, owner: number): number {
    const key = `${revision} ${owner}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const same = this.revisions[revision];
    if (!same) return revision;
    const number = this.revisions.push(same) - 1;
    this.numbers.set(key, number);
    this.owners.set(number, owner);
    return number;
  }
}

/** The words of a suggestion that were not found yet, in their order. */
class TextLeft {
  private readonly words: string;
  private next = 0;
  private ends: number;

  constructor(words: string) {
    this.words = withoutSpaces(words);
    this.ends = words.split(END).length - 1;
  }

  /** Whether these come next; they are found once. */
  take(words: string): boolean {
    if (words === END) {
      this.ends -= 1;
      return this.ends >= 0;
    }
    const wanted = withoutSpaces(words);
    const at = this.words.indexOf(wanted, this.next);
    if (at < 0) return false;
    this.next = at + wanted.length;
    return true;
  }
}
