import * as Y from "yjs";
import { flowRoot } from "#app/document/flow/index.ts";
import { blocksIn, type FlowPiece } from "#app/document/flow/pieces.ts";
import { decodeAuthorship } from "#app/protocol/authorship.ts";
import type { IdRanges } from "#app/protocol/id-ranges.ts";
import type { HistoryRow } from "./redline-task.ts";

/** Ids of one client that a row covers. */
interface CommitRange {
  readonly clock: number;
  readonly end: number;
  readonly row: HistoryRow;
}

/** Looks up which commit inserted or deleted an id. */
export class CommitsOfIds {
  readonly #byClient = new Map<number, CommitRange[]>();

  /** @param rows in the order of commits. */
  constructor(rows: readonly (readonly [HistoryRow, IdRanges])[]) {
    for (const [row, ranges] of rows) {
      for (const [client, list] of ranges) {
        const written = this.#byClient.get(client) ?? [];
        this.#byClient.set(client, written);
        for (const { clock, length } of list) written.push({ clock, end: clock + length, row });
      }
    }
    for (const written of this.#byClient.values()) {
      written.sort(
        (one, other) => one.clock - other.clock || one.row.sequence - other.row.sequence,
      );
    }
  }

  /** The commit of that id, and the clock up to which the result is the same. */
  find(client: number, clock: number): { readonly row: HistoryRow | null; readonly until: number } {
    const list = this.#byClient.get(client) ?? [];
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((list[middle]?.clock ?? 0) <= clock) low = middle + 1;
      else high = middle;
    }
    // Ids that two people deleted at once have two ranges: an earlier range may extend further.
    for (let index = low - 1; index >= Math.max(0, low - 8); index -= 1) {
      const written = list[index];
      if (written && written.end > clock) {
        return { row: written.row, until: Math.min(written.end, list[low]?.clock ?? Infinity) };
      }
    }
    return { row: null, until: list[low]?.clock ?? Infinity };
  }
}

interface Commits {
  readonly inserted: CommitsOfIds;
  readonly deleted: CommitsOfIds;
}

export function commitsOf(rows: readonly HistoryRow[]): Commits {
  const read = rows.map((row) => [row, decodeAuthorship(row.ranges)] as const);
  return {
    inserted: new CommitsOfIds(read.map(([row, { inserted }]) => [row, inserted])),
    deleted: new CommitsOfIds(read.map(([row, { deleted }]) => [row, deleted])),
  };
}

/** Consecutive letters of one client. */
interface RunOfLetters {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** The letters of a block at that time, with those of its footnotes. */
export interface BlockLetters {
  readonly text: string;
  readonly runs: readonly RunOfLetters[];
  /** The id of the block's marker. */
  readonly marker: { readonly client: number; readonly clock: number };
}

/** Looks up the block of a letter. */
export class BlocksOfLetters {
  readonly #byClient = new Map<number, { clock: number; end: number; block: BlockLetters }[]>();

  constructor(blocks: Iterable<BlockLetters>) {
    for (const block of blocks) {
      for (const { client, clock, length } of block.runs) {
        const runs = this.#byClient.get(client) ?? [];
        this.#byClient.set(client, runs);
        runs.push({ clock, end: clock + length, block });
      }
    }
    for (const runs of this.#byClient.values()) runs.sort((one, other) => one.clock - other.clock);
  }

  find(client: number, clock: number): BlockLetters | null {
    const runs = this.#byClient.get(client) ?? [];
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((runs[middle]?.clock ?? 0) <= clock) low = middle + 1;
      else high = middle;
    }
    const run = runs[low - 1];
    return run && run.end > clock ? run.block : null;
  }
}

/**
 * The letters of each block of a text at a commit, from the bytes of that commit or a later one:
 * later insertions are left out, and later deletions are included as far as compaction has kept
 * them (R19). `commits` covers everything since then.
 */
export function lettersAt(
  parts: readonly Uint8Array[],
  sequence: number,
  commits: Commits,
): Map<string, BlockLetters> {
  // Without garbage collection, deleted letters are kept.
  const document = new Y.Doc({ gc: false });
  const root = flowRoot(document);
  document.transact(() => {
    for (const part of parts) Y.applyUpdate(document, part);
  });
  const isSince = (commit: { readonly row: HistoryRow | null }) =>
    commit.row !== null && commit.row.sequence > sequence;
  const wasThere = (client: number, clock: number, deleted: boolean) =>
    !isSince(commits.inserted.find(client, clock)) &&
    (!deleted || isSince(commits.deleted.find(client, clock)));
  const isDeleted = (client: number, clock: number) =>
    Y.getItem(document.store, Y.createID(client, clock)).deleted;

  const blocks = new Map<string, BlockLetters | null>();
  const isRead = (item: Y.Item) => {
    // Letters are examined one by one below; other content has one id.
    if (item.content instanceof Y.ContentString) return true;
    return wasThere(item.id.client, item.id.clock, item.deleted);
  };
  for (const { marker, pieces } of blocksIn(root, isRead)) {
    const id = idOf(marker);
    if (id === null || marker === null) continue;
    const { client: by, clock: since } = marker.id;
    const runs: RunOfLetters[] = [];
    const letters = { text: "", runs, marker: { client: by, clock: since } };
    const visit = (some: readonly FlowPiece[]) => {
      for (const piece of some) {
        if (piece.is === "footnote") visit(piece.pieces);
        if (piece.is !== "letters") continue;
        const { client, text } = piece;
        const end = piece.clock + text.length;
        for (let clock = piece.clock; clock < end;) {
          const until = Math.min(
            end,
            commits.inserted.find(client, clock).until,
            commits.deleted.find(client, clock).until,
          );
          if (wasThere(client, clock, isDeleted(client, clock))) {
            letters.text += text.slice(clock - piece.clock, until - piece.clock);
            runs.push({ client, clock, length: until - clock });
          }
          clock = until;
        }
      }
    };
    visit(pieces);
    // With a duplicate id it is unknown which block is meant.
    blocks.set(id, blocks.has(id) ? null : letters);
  }
  return new Map([...blocks].flatMap(([id, letters]) => (letters ? [[id, letters] as const] : [])));
}

function idOf(marker: Y.Item | null): string | null {
  if (!(marker?.content instanceof Y.ContentType)) return null;
  const type: unknown = marker.content.type;
  if (!(type instanceof Y.XmlElement)) return null;
  // Read from its map, as a deleted element returns no attributes.
  const content = type._map.get("id")?.content.getContent().at(-1) as unknown;
  return typeof content === "string" ? content : null;
}
