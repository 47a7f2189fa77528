import type {
  RevisedOther,
  RevisedParagraph,
  RevisedPlace,
  RevisedText,
  WordComment,
} from "#app/document/word/revised.ts";
import { lengthOf, type PlacedXml } from "./inline.ts";
import { textOf } from "./runs.ts";
import { attributed, wordInstant } from "./writing.ts";
import { xml, xmlPart } from "./xml.ts";

/** Where comments begin and end. */
export interface CommentMarks {
  /** By the block that they are in. */
  readonly of: (block: RevisedParagraph | RevisedOther) => readonly PlacedXml[];
  /** Those of a text without a place for them. */
  readonly unplaced: string;
}

/** A place that was found: its block, how many stand before that, and where in it. */
interface CommentPlace {
  readonly block: RevisedParagraph | RevisedOther;
  readonly rank: number;
  readonly offset: number;
}

/**
 * The anchors of all comments, those of each reply too: Word loses one whose anchors are those of another.
 * A place outside of the text is the nearest in it.
 */
export function commentMarks(text: RevisedText, comments: readonly WordComment[]): CommentMarks {
  const marks = new Map<RevisedParagraph | RevisedOther, PlacedXml[]>();
  const find = placeFinder(text);
  let unplaced = "";
  const put = ({ block, offset }: CommentPlace, written: string) => {
    const own = marks.get(block) ?? [];
    own.push({ offset, written });
    marks.set(block, own);
  };
  for (const { id, from, to } of comments) {
    const ends = [find(from), find(to)];
    const [start, end] = ends[0] && ends[1] && isAfter(ends[0], ends[1]) ? ends.toReversed() : ends;
    const begins = xml("w:commentRangeStart", { "w:id": id });
    const ended =
      xml("w:commentRangeEnd", { "w:id": id }) +
      xml("w:r", {}, xml("w:commentReference", { "w:id": id }));
    if (start && end) {
      put(start, begins);
      put(end, ended);
    } else unplaced += begins + ended;
  }
  for (const own of marks.values()) own.sort((one, other) => one.offset - other.offset);
  return { of: (block) => marks.get(block) ?? [], unplaced };
}

function isAfter(one: CommentPlace, other: CommentPlace): boolean {
  return one.rank === other.rank ? one.offset > other.offset : one.rank > other.rank;
}

function placeFinder({ blocks }: RevisedText): (place: RevisedPlace) => CommentPlace | null {
  const all: { block: RevisedParagraph | RevisedOther; length: number }[] = [];
  const add = (block: RevisedParagraph | RevisedOther) => {
    const content = block.type === "paragraph" ? block.content : [];
    all.push({ block, length: content.reduce((sum, item) => sum + lengthOf(item), 0) });
    return all.length - 1;
  };
  /** The ranks of a block's paragraphs: of one, or by row and cell. */
  const ranks = blocks.map((block) =>
    block.type === "table"
      ? block.rows.map(({ cells }) => cells.map((cell) => cell.blocks.map(add)))
      : add(block),
  );
  let last = 0;
  const firstOf = ranks.map((rank) => {
    if (typeof rank === "number") last = rank;
    else last = rank.flat(2)[0] ?? last;
    return last;
  });
  return ({ block, cell, offset }) => {
    const index = Math.max(0, Math.min(block, blocks.length - 1));
    const rank = ranks[index];
    const inner =
      typeof rank === "object" && cell !== null ? rank[cell[0]]?.[cell[1]]?.[cell[2]] : undefined;
    const at = inner ?? firstOf[index] ?? 0;
    const found = all[at];
    if (found === undefined) return null;
    return { block: found.block, rank: at, offset: Math.max(0, Math.min(offset, found.length)) };
  };
}

/** The four parts that hold what comments say, and how they belong together. */
export function commentParts(comments: readonly WordComment[]): Readonly<Record<string, string>> {
  if (comments.length === 0) return {};
  const paragraphOf = new Map(
    comments.map(({ id }, index) => [id, hexadecimal(PARAGRAPH + index)]),
  );
  const durable = (index: number) => hexadecimal(DURABLE + index);
  const written = comments.map((comment) => {
    const lines = comment.text.split("\n");
    const paragraphs = lines.map((line, index) => {
      // The last paragraph of a comment is the one that the other parts know it by.
      const isLast = index === lines.length - 1;
      const mark = index === 0 ? "<w:r><w:annotationRef/></w:r>" : "";
      const words = line === "" ? "" : xml("w:r", {}, textOf(line, "w:t"));
      return xml("w:p", isLast ? { "w14:paraId": paragraphOf.get(comment.id) } : {}, mark + words);
    });
    return xml(
      "w:comment",
      { "w:id": comment.id, ...attributed(comment), "w:initials": initialsOf(comment.author) },
      paragraphs.join(""),
    );
  });
  const extended = comments.map(({ id, parent, isDone }) =>
    xml("w15:commentEx", {
      "w15:paraId": paragraphOf.get(id),
      "w15:paraIdParent": parent === null ? undefined : paragraphOf.get(parent),
      "w15:done": isDone ? 1 : 0,
    }),
  );
  const ids = comments.map(({ id }, index) =>
    xml("w16cid:commentId", {
      "w16cid:paraId": paragraphOf.get(id),
      "w16cid:durableId": durable(index),
    }),
  );
  const extensible = comments.map(({ at }, index) =>
    xml("w16cex:commentExtensible", {
      "w16cex:durableId": durable(index),
      "w16cex:dateUtc": at === null ? undefined : wordInstant(at),
    }),
  );
  return {
    "word/comments.xml": xmlPart("w:comments", written.join("")),
    "word/commentsExtended.xml": xmlPart("w15:commentsEx", extended.join("")),
    "word/commentsIds.xml": xmlPart("w16cid:commentsIds", ids.join("")),
    "word/commentsExtensible.xml": xmlPart("w16cex:commentsExtensible", extensible.join("")),
  };
}

/** Ids of paragraphs are more than 0 and less than 0x80000000. */
const PARAGRAPH = 0x10000001;
const DURABLE = 0x20000001;
const hexadecimal = (id: number) => id.toString(16).toUpperCase().padStart(8, "0");

/** "AB" for Ana Bell. */
function initialsOf(author: string): string | undefined {
  const initials = author
    .split(/\s+/u)
    .map((word) => [...word][0] ?? "")
    .join("")
    .slice(0, 4);
  return initials === "" ? undefined : initials.toUpperCase();
}
