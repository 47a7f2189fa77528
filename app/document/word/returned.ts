/** A Word file that came back, against exactly the text that left (word.md W9, W10). */
import { createEffort, type Effort } from "#app/document/comparison/effort.ts";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import { LOST_REFERENCE } from "#app/document/nodes/cross-reference.ts";
import { drawing as fieldDrawing } from "#app/document/nodes/field.ts";
import { referenceOf } from "#app/document/nodes/reference.ts";
import type { NumberingOptions } from "#app/document/numbering/number.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { drawnPage } from "#app/document/rendering/drawn-page.ts";
import { blockText } from "#app/document/rendering/plain-text.ts";
import { idOf } from "#app/document/suggestion/locate.ts";
import { changedStretches, comparedBlocks, type ComparedBlock } from "./block-differences.ts";
import { canonicalBlocks, resolvedBlocks, type FateChoice, type KeyedBlock } from "./fates.ts";
import { namedBlocks, type LeftBlock, type NamedBlocks, type NamingTools } from "./named-blocks.ts";
import { OwnSuggestions, withoutSuggestion, type OwnFate } from "./own-suggestions.ts";
import { proposalsOf, type ReturnProposal } from "./return-proposals.ts";
import { returnedComments, type ReturnedComments, type SentComment } from "./returned-comments.ts";
import type { RevisedText, Revision, WordComment } from "./revised.ts";
import { revisionsIn, trackedAuthors, type TrackedAuthor } from "./tracked-authors.ts";
import { sameRevisions } from "./same-revision.ts";
import { separateRevisions } from "./separate-revisions.ts";
import { editsWithinDeletions, type EditWithinDeletion } from "./within-deletions.ts";
import type { SentSuggestion } from "./with-suggestions.ts";

/** Known from the export record and its baseline (W6). */
export interface SentText {
  /** In order, without any suggestion; of a redline the later text. */
  readonly blocks: readonly LeftBlock[];
  /** As `withSuggestions` told them. */
  readonly suggestions: readonly SentSuggestion[];
  readonly comments: readonly SentComment[];
  /**
   * The suggestions of which whoever brings it in may hear; all where it is left out. Words of another
   * one that was accepted are proposed: nowhere else would anybody see them.
   */
  readonly told?: ReadonlySet<string>;
  /** The revisions of a redline that left. */
  readonly redline?: readonly Revision[];
}

interface ReturnOptions {
  readonly numbering?: NumberingOptions;
  /** The details with which the file was printed: what fields of the text that left say there. */
  readonly page?: PageDetails;
  /** An id for a block that did not leave; null to leave it without one. */
  readonly newId: () => string | null;
}

/** A change that nobody tracked. */
interface SilentChange {
  /** The block as it left; null for one that was added. */
  readonly blockId: string | null;
  /** The number that is printed before it: as it left, of an added one as it came back. */
  readonly label: string | null;
  readonly kind: "changed" | "added" | "removed" | "moved";
  /** Its first words: as it left, of an added one as it came back. */
  readonly words: string;
}

export interface ReturnedText {
  /** How blocks were found again: by the keys in the file, or by their words, where those are lost. */
  readonly alignedBy: "keys" | "words";
  /** Whether the file does not tell kinds of paragraphs any more, so that those that left stay. */
  readonly lostShapes: boolean;
  readonly tracked: readonly TrackedAuthor[];
  readonly silent: readonly SilentChange[];
  /** Of the silent ones those words that no proposal has. */
  readonly withinDeletions: readonly EditWithinDeletion[];
  readonly suggestions: readonly { readonly id: string; readonly fate: OwnFate }[];
  readonly comments: ReturnedComments;
  /** Each to be suggested with exactly these blocks, and merged with the draft as it is (M7, M12). */
  readonly proposals: readonly ReturnProposal[];
}

/** The most steps of comparison for one return: some seconds of one core where nothing is alike. */
const RETURN_EFFORT = 24_000_000;

/** Characters of a block's words that are told. */
const FIRST_WORDS = 80;

/**
 * Compares a file that came back with what left: tracked changes by author, silent ones by paragraph, what
 * became of our suggestions and comments, and what is to be suggested. Bounded and deterministic. Throws a
 * ProseError for a text that can't be a version.
 */
export function returnedText(
  sent: SentText,
  file: { readonly text: RevisedText; readonly comments: readonly WordComment[] },
  options: ReturnOptions,
): ReturnedText {
  const effort = createEffort(RETURN_EFFORT);
  const left = canonicalBlocks(sent.blocks.map(({ node }) => node));
  const leaving = left.map((node, index) => ({ node, key: sent.blocks[index]?.key ?? null }));
  const reading = new FileReading(sent, file.text, leaving, effort, options);
  const redline = sent.redline ?? [];
  const isSame = sameRevisions(
    [...sent.suggestions, ...redline, ...sent.comments],
    [...file.text.revisions, ...file.comments],
  );
  const wasRedlineIn =
    ({ revisions }: RevisedText) =>
    (number: number) => {
      const revision = revisions[number];
      return revision !== undefined && redline.some((one) => isSame(one, revision));
    };
  const untracked: FateChoice = { isTaken: wasRedlineIn(file.text) };
  // A moved table is there twice, and what stays may refer to either.
  const all = reading.named({ isTaken: () => true });
  const known = idsOfLeft(all);
  const plain = reading.named(untracked, known);
  const ids = idsByBlock(file.text, plain);
  // Only now is known which blocks are which, and by these whose a revision is.
  const separate = separateRevisions(file.text, sent.suggestions, ids, isSame);
  const { text } = separate;
  const own = new OwnSuggestions(sent.suggestions, separate);
  const wasRedline = wasRedlineIn(text);
  const isTheirs = (number: number) => !wasRedline(number) && !own.isOwn(number);
  const wanted = reading.named(
    { isTaken: (number) => wasRedline(number) || isTheirs(number) || own.isOfAltered(number) },
    new Map([...known, ...idsOfLeft(plain)]),
    text,
    // Kinds that somebody changed with tracking are no loss.
    { lostShapes: plain.lostShapes, isTheirs },
  );
  const plainNodes = plain.blocks.map(({ node }) => node);
  const suggestions = sent.suggestions.map(({ id }, index) => ({
    id,
    fate: own.fateOf(index, plainNodes),
  }));
  // Of an altered one all that they want there is theirs: it can't be told apart.
  const isTold = ({ id }: SentSuggestion) => sent.told?.has(id) ?? true;
  const done = sent.suggestions.filter(
    (one, index) => suggestions[index]?.fate === "accepted" && isTold(one),
  );
  const undone = ({ blocks }: NamedBlocks) =>
    done.reduce((rest, one) => withoutSuggestion(rest, one, left), blocks);
  const sides = new Sides(left, text, undone(plain), undone(wanted), effort, options);
  const silent = sides.silent();
  const proposals = sides.proposals(isTheirs, wanted.made);
  return {
    alignedBy: reading.hasKeys ? "keys" : "words",
    lostShapes: plain.lostShapes,
    tracked: trackedAuthors(text, isTheirs),
    silent,
    withinDeletions: sides.withinDeletions(),
    suggestions,
    comments: returnedComments({
      sent: sent.comments,
      file,
      left,
      plain,
      choice: untracked,
      isSame,
    }),
    proposals,
  };
}

const NOTHING: ProseNode = { type: "doc", content: [] };

class FileReading {
  readonly hasKeys: boolean;
  private readonly printed: (node: ProseNode) => string | null;

  constructor(
    private readonly sent: SentText,
    private readonly text: RevisedText,
    private readonly left: readonly LeftBlock[],
    private readonly effort: Effort,
    options: ReturnOptions,
  ) {
    const keys = new Set(left.map(({ key }) => key));
    keys.delete(null);
    const content = left.map(({ node }) => node);
    const { page = NO_PAGE_DETAILS, numbering } = options;
    const { places } = drawnPage({ type: "doc", content }, numbering);
    this.printed = ({ type, attrs }) => {
      if (type === "field") return fieldDrawing(attrs?.name, page).content.join("");
      return type === "crossReference"
        ? (places.citationOf(referenceOf(attrs)) ?? LOST_REFERENCE)
        : null;
    };
    this.hasKeys = text.blocks.some(({ key }) => keys.has(key));
  }

  /**
   * @param known our ids of blocks in another reading of the file.
   * @param also whether kinds are lost, as another reading told; else this one finds out. And whose changes
   * are theirs.
   */
  named(
    choice: FateChoice,
    known?: ReadonlyMap<string, string>,
    text: RevisedText = this.text,
    also: Pick<NamingTools, "lostShapes" | "isTheirs"> = {},
  ): NamedBlocks {
    const suggested = this.sent.suggestions.flatMap(({ proposed }) => proposed);
    const tools = { effort: this.effort, printed: this.printed, ...also };
    return namedBlocks(this.left, resolvedBlocks(text, choice), suggested, tools, known);
  }
}

/** The ids of blocks that left, by the file's. */
function idsOfLeft({ ids, made }: NamedBlocks): Map<string, string> {
  return new Map([...ids].filter(([, id]) => !made.has(id)));
}

/** Our id of each block of a file that came back; null for one that did not leave. */
function idsByBlock({ blocks }: RevisedText, named: NamedBlocks): (string | null)[] {
  const ids: (string | null)[] = blocks.map(() => null);
  // Of joined ones it is the last, before which others were inserted.
  for (const { node, to } of named.blocks) {
    const id = idOf(node);
    if (id !== null && !named.made.has(id)) ids[to] = id;
  }
  return ids;
}

/** Pairs what left with what came back, with and without tracked changes. */
class Sides {
  private readonly plainPairs: readonly ComparedBlock[];

  constructor(
    private readonly left: readonly ProseNode[],
    private readonly text: RevisedText,
    private readonly plain: readonly KeyedBlock[],
    private readonly wanted: readonly KeyedBlock[],
    private readonly effort: Effort,
    private readonly options: ReturnOptions,
  ) {
    this.plainPairs = this.compared(plain);
  }

  private compared(back: readonly KeyedBlock[]): ComparedBlock[] {
    const nodes = back.map(({ node }) => node);
    return comparedBlocks(this.left, nodes, this.effort);
  }

  silent(): SilentChange[] {
    const [before, after] = [this.left, this.plain.map(({ node }) => node)].map((content) =>
      drawnPage({ type: "doc", content }, this.options.numbering),
    );
    return this.plainPairs.flatMap((pair): SilentChange[] => {
      const { left, back, isChanged, isMoved } = pair;
      // A move is told where the block stood.
      if (!isChanged || (isMoved && left === null)) return [];
      const was = left === null ? undefined : this.left[left];
      const node = was ?? this.plain[back ?? 0]?.node;
      if (!node) return [];
      const page = was ? before : after;
      const id = idOf(node);
      const words = blockText(node).trim();
      return [
        {
          blockId: was ? id : null,
          label: page?.numberOf(node) ?? null,
          kind: isMoved ? "moved" : !was ? "added" : back === null ? "removed" : "changed",
          words: words.length > FIRST_WORDS ? `${words.slice(0, FIRST_WORDS)}…` : words,
        },
      ];
    });
  }

  withinDeletions(): EditWithinDeletion[] {
    const [plain, wanted] = [this.plain, this.wanted].map((some) => some.map(({ node }) => node));
    const changed = this.plainPairs.flatMap(({ left, isChanged }) =>
      isChanged && left !== null ? (this.left[left] ?? []) : [],
    );
    return editsWithinDeletions(changed, plain ?? [], wanted ?? [], this.effort);
  }

  proposals(isTheirs: (revision: number) => boolean, made: ReadonlySet<string>): ReturnProposal[] {
    const pairs = this.compared(this.wanted);
    const isSame = (left: number, back: number) => {
      const id = idOf(this.left[left] ?? NOTHING);
      return id !== null && id === idOf(this.wanted[back]?.node ?? NOTHING);
    };
    const isNamed = (left: number) => idOf(this.left[left] ?? NOTHING) !== null;
    const names = new Map<string, string | null>();
    const newId = (id: string) => {
      const known = names.get(id);
      if (known !== undefined) return known;
      const name = this.options.newId();
      names.set(id, name);
      return name;
    };
    return changedStretches(pairs, isSame, isNamed).flatMap((stretch) => {
      const places = this.placesOf(stretch);
      const revisions = new Set(
        places.flatMap((index) => {
          const block = this.text.blocks[index];
          return block ? [...revisionsIn(block)].filter(isTheirs) : [];
        }),
      );
      return proposalsOf(
        { left: this.left, back: this.wanted.map(({ node }) => node), pairs },
        stretch,
        {
          authors: Array.from(revisions).flatMap((number) => this.text.revisions[number] ?? []),
          isTracked: revisions.size > 0 && !this.isSilent(stretch, new Set(places)),
          isMade: (id) => made.has(id),
          newId,
        },
      );
    });
  }

  /** The indexes of the file's blocks that a stretch is made of. */
  private placesOf(stretch: readonly ComparedBlock[]): number[] {
    const places = new Set<number>();
    const add = (block: KeyedBlock | undefined) => {
      for (let at = block?.from ?? 0; block && at <= block.to; at += 1) places.add(at);
    };
    for (const { left, back } of stretch) {
      if (back !== null) add(this.wanted[back]);
      const plain = left === null ? null : this.plainOf(left);
      if (plain !== null) add(this.plain[plain]);
    }
    return [...places];
  }

  private plainOf(left: number): number | null {
    this.plainByLeft ??= new Map(
      this.plainPairs.flatMap((pair) =>
        pair.left === null || pair.back === null ? [] : [[pair.left, pair.back] as const],
      ),
    );
    return this.plainByLeft.get(left) ?? null;
  }
  private plainByLeft: Map<number, number> | null = null;

  /** Whether some of a stretch came without tracking. */
  private isSilent(stretch: readonly ComparedBlock[], places: ReadonlySet<number>): boolean {
    const lefts = new Set(stretch.map(({ left }) => left));
    lefts.delete(null);
    return this.plainPairs.some(({ left, back, isChanged }) => {
      if (!isChanged) return false;
      if (left !== null) return lefts.has(left);
      const block = back === null ? undefined : this.plain[back];
      return block !== undefined && places.has(block.from);
    });
  }
}
