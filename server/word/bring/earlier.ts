import { alignUnits } from "#app/document/comparison/align.ts";
import type { Effort } from "#app/document/comparison/effort.ts";
import { likeness, unitsOf, type RedlineUnit } from "#app/document/comparison/units.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf, isSameText } from "#app/document/suggestion/index.ts";
import type { ReturnProposal } from "#app/document/word/return-proposals.ts";
import type { WordClaim } from "#app/domain/word-return.ts";

/** A suggestion that an earlier return brought and that adds paragraphs: the JSON of its blocks, as stored. */
export interface EarlierSuggestion extends WordClaim {
  readonly proposed: string;
  /** Whether nobody decided it yet. */
  readonly isOpen: boolean;
}

/** Blocks with what was added to them, and who did that and when, as the file claims. */
export interface EarlierBlocks extends WordClaim {
  readonly blocks: readonly ProseNode[];
  /** Whether they wait beside the draft, and are in it once that is accepted. */
  readonly isOpen: boolean;
}

/** A paragraph that an earlier return added and that this file hasn't. */
interface MissingAddition {
  readonly node: ProseNode;
  /** The id of the paragraph that left behind which it stands; "" where that is not known. */
  readonly beside: string;
  readonly isOpen: boolean;
}

/**
 * Paragraphs that earlier returns of a file proposed to add, and that are in the draft since or wait beside
 * it: by them the same paragraph is known when it comes back with other words (W10).
 */
export class EarlierAdditions {
  /** As each return had it, the latest last. */
  readonly #versions = new Map<string, RedlineUnit[]>();
  /** Its authors and times, as files claim. */
  readonly #claims = new Map<string, string[]>();
  readonly #authors = new Map<string, string>();
  /** Ids of added ones, in order, by that of the paragraph that left behind which they stand. */
  readonly #behind = new Map<string, string[]>();
  /** Ids of those that wait beside the draft. */
  readonly #open = new Set<unknown>();

  /**
   * @param additions blocks with what was added to them, the oldest first.
   * @param left the ids of all that left.
   */
  constructor(
    additions: readonly EarlierBlocks[],
    private readonly left: ReadonlySet<unknown>,
  ) {
    for (const one of additions) this.#add(one);
  }

  #add({ blocks, author, at: instant, isOpen }: EarlierBlocks): void {
    let beside = blocks.map(idOf).find((id) => this.left.has(id)) ?? "";
    let before: string | null = null;
    for (const node of blocks) {
      const id = idOf(node);
      if (id === null) continue;
      if (this.left.has(id)) {
        [beside, before] = [id, null];
        continue;
      }
      if (isOpen) this.#open.add(id);
      this.#versions.set(id, [...(this.#versions.get(id) ?? []), unitOf(node)]);
      this.#claims.set(id, [...(this.#claims.get(id) ?? []), claimOf({ author, at: instant })]);
      if (author !== null) this.#authors.set(id, `${this.#authors.get(id) ?? ""}\n${author}`);
      const behind = this.#behind.get(beside) ?? [];
      const at = before === null ? 0 : behind.indexOf(before) + 1;
      if (!behind.includes(id)) behind.splice(at, 0, id);
      this.#behind.set(beside, behind);
      before = id;
    }
  }

  has(id: string): boolean {
    return this.#versions.has(id);
  }

  /** Those that no paragraph of the file is. */
  missing(present: ReadonlySet<unknown>): MissingAddition[] {
    return [...this.#behind].flatMap(([beside, ids]) =>
      ids.flatMap((id): MissingAddition[] => {
        const node = this.#versions.get(id)?.at(-1)?.node;
        return node && !present.has(id) ? [{ node, beside, isOpen: this.#open.has(id) }] : [];
      }),
    );
  }

  /** The paragraph as the earlier return had it whose words are most alike; null for one that none had. */
  asBefore(node: ProseNode): ProseNode | null {
    const versions = this.#versions.get(idOf(node) ?? "") ?? [];
    if (versions.some((one) => isSameText([one.node], [node]))) return node;
    const now = unitOf(node);
    const alike = versions.map((one) => likeness(one, now));
    // The latest of those that are as alike.
    return versions[alike.lastIndexOf(Math.max(...alike))]?.node ?? null;
  }

  /**
   * Pairs new paragraphs of a proposal with those that were added before at its place.
   * @param used ids of those that stand elsewhere in the file.
   */
  pairs(
    { base, proposed, authors }: ReturnProposal,
    news: readonly ProseNode[],
    used: ReadonlySet<string>,
    effort: Effort,
  ): [was: ProseNode, now: ProseNode][] {
    const anchors = new Set([...base, ...proposed].map(idOf));
    const behind = ["", ...anchors].flatMap((id) => this.#behind.get(id ?? "") ?? []);
    // A paragraph that only others tracked is theirs, however like it is: Word keeps who put it in.
    const isOthers = (id: string) => {
      const names = this.#authors.get(id);
      return (
        names !== undefined &&
        authors.length > 0 &&
        !authors.some((one) => names.includes(one.author))
      );
    };
    const rest = [...new Set(behind)].filter((id) => !used.has(id) && !isOthers(id));
    const found: [ProseNode, ProseNode][] = [];
    const open = news.map(unitOf).filter(({ node, key }) => {
      const at = rest.findIndex((id) => this.#versions.get(id)?.some((one) => one.key === key));
      const version = this.#versions.get(rest[at] ?? "")?.at(-1);
      if (!version) return true;
      found.push([version.node, node]);
      rest.splice(at, 1);
      return false;
    });
    const olds = rest.flatMap((id) => this.#versions.get(id)?.slice(-1) ?? []);
    for (const pair of alignUnits(olds, open, effort)) {
      const [was, now] = [olds[pair.old ?? -1], open[pair.now ?? -1]];
      if (was && now) found.push([was.node, now.node]);
    }
    const lone = this.#loneOf(rest, found);
    const [other, more] = open.filter(({ node }) => !found.some(([, now]) => now === node));
    const isTheirs = authors.some(
      (one) => claimOf(one) !== "" && lone?.claims.includes(claimOf(one)),
    );
    if (lone && other && !more && isTheirs) found.push([lone.node, other.node]);
    return found;
  }

  /**
   * The only one that was not found. With no word alike it is known by its author and minute: Word keeps
   * these at the end of a paragraph whose words are all replaced.
   */
  #loneOf(ids: readonly string[], found: readonly (readonly [ProseNode, ProseNode])[]) {
    const [id, more] = ids.filter((one) => !found.some(([was]) => idOf(was) === one));
    const version = this.#versions.get(id ?? "")?.at(-1);
    if (id === undefined || more !== undefined || !version) return null;
    return { node: version.node, claims: this.#claims.get(id) ?? [] };
  }
}

/** Said with the name of who tracked a part of a change. */
export const IN_PART = ", in part untracked";

function claimOf({ author, at }: WordClaim): string {
  const instant = Date.parse(at ?? "");
  if (author === null || author === "" || Number.isNaN(instant)) return "";
  return `${instant} ${author.replace(IN_PART, "")}`;
}

/** Suggestions as stored, read. */
export function blocksOf(suggestions: readonly EarlierSuggestion[]): EarlierBlocks[] {
  return suggestions.map(({ proposed, ...claim }) => {
    // Checked when it was stored.
    return { ...claim, blocks: JSON.parse(proposed) as readonly ProseNode[] };
  });
}

/** Without its id: two are alike by their words. */
function unitOf(node: ProseNode): RedlineUnit {
  const [unit] = unitsOf({ type: "doc", content: [node] });
  if (!unit) throw new Error("a block is one unit");
  return { ...unit, id: null };
}
