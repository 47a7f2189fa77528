import { alignUnits } from "#app/document/comparison/align.ts";
import { comparedRuns } from "#app/document/comparison/runs.ts";
import { unitsOf } from "#app/document/comparison/units.ts";
import { blockShape } from "#app/document/nodes/kinds.ts";
import { isRangeEnds } from "#app/document/nodes/reference.ts";
import type { ProseNode } from "#app/document/prose.ts";
import { idOf } from "#app/document/suggestion/locate.ts";
import { canonicalBlocks, type KeyedBlock } from "./fates.ts";
import { restoredBlock, type RestoreTools } from "./restored.ts";

/** A block as it left, with the key that the file has for it. */
export interface LeftBlock {
  readonly key: string | null;
  readonly node: ProseNode;
}

/** Blocks that came back, under the ids with which they left. */
export interface NamedBlocks {
  /** In the form of a version, in order. */
  readonly blocks: readonly KeyedBlock[];
  /** Our id of each block of the file, by the file's own; those in tables too. */
  readonly ids: ReadonlyMap<string, string>;
  /** The ids that were made here, for blocks that did not leave. */
  readonly made: ReadonlySet<string>;
  /** Whether the file does not tell kinds any more, so that those that left stay. */
  readonly lostShapes: boolean;
}

export interface NamingTools extends Omit<RestoreTools, "isPlace"> {
  /** Whether kinds are lost, where a reading without tracked changes told; else it is found out. */
  readonly lostShapes?: boolean | undefined;
  /** Whether a tracked change is one that they made. */
  readonly isTheirs?: (revision: number) => boolean;
}

/** No ids are known before the first reading. */
const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Finds for each block of a file which one of those that left it is, by its key, else by its words, and
 * gives it that one's id; references name these. A block that did not leave gets an id of its own, or that
 * of a suggested one with the same words.
 * @param known our ids by the file's of another reading of it: of blocks that are deleted in this one.
 */
export function namedBlocks(
  left: readonly LeftBlock[],
  back: readonly KeyedBlock[],
  suggested: readonly ProseNode[],
  tools: NamingTools,
  known: ReadonlyMap<string, string> = NONE,
): NamedBlocks {
  const naming = new Naming(left, suggested, tools, known);
  const read = canonicalBlocks(back.map(({ node }) => node));
  const nodes = naming.named(
    back.map((block, index) => ({ ...block, node: read[index] ?? block.node })),
  );
  const content = canonicalBlocks(nodes);
  return {
    // An empty text stands for no block.
    blocks: back.map((block, index) => ({ ...block, node: content[index] ?? block.node })),
    ids: naming.ids,
    made: naming.made,
    lostShapes: naming.lostShapes,
  };
}

class Naming {
  readonly ids: Map<string, string>;
  readonly made = new Set<string>();
  lostShapes = false;
  private readonly partners = new Map<ProseNode, ProseNode>();
  /** The blocks that left and are there. */
  private readonly there = new Set<ProseNode>();
  private readonly newIds = new Map<ProseNode, string>();
  /** Rows that came with tracking. */
  private readonly newRows = new Set<ProseNode>();
  /** Ids of blocks that left, by the file's of other blocks to which their places were stretched. */
  private readonly stretched = new Map<string, string>();
  private readonly leftIds: ReadonlySet<string>;

  constructor(
    private readonly left: readonly LeftBlock[],
    private readonly suggested: readonly ProseNode[],
    private readonly tools: NamingTools,
    known: ReadonlyMap<string, string>,
  ) {
    this.ids = new Map(known);
    const ids = new Set<string>();
    const add = (node: ProseNode) => {
      if (typeof node.attrs?.id === "string") ids.add(node.attrs.id);
      node.content?.forEach(add);
    };
    for (const { node } of left) add(node);
    this.leftIds = ids;
  }

  named(back: readonly KeyedBlock[]): ProseNode[] {
    const byKey = new Map(this.left.map(({ key, node }) => [key, node]));
    byKey.delete(null);
    const nodes = this.withOthers(back, byKey);
    nodes.forEach((node, index) => this.findNewRows(node, back[index]?.rows ?? []));
    this.pair(
      this.left.map(({ key, node }) => ({ id: key, node })),
      nodes.map((node, index) => ({ id: back[index]?.key ?? null, node })),
    );
    nodes.forEach((node, index) => this.findStretched(node, byKey.get(back[index]?.key ?? null)));
    nodes.forEach((node) => this.nameNew(node));
    this.lostShapes = this.tools.lostShapes ?? this.areShapesLost(nodes);
    return nodes.map((node) => this.rewritten(node));
  }

  private findNewRows({ content = [] }: ProseNode, rows: readonly (number | null)[]): void {
    const { isTheirs } = this.tools;
    rows.forEach((revision, index) => {
      const row = content[index];
      if (row && revision !== null && isTheirs?.(revision) === true) this.newRows.add(row);
    });
  }

  /**
   * Word stretches the bookmarks at a paragraph's start over one that is typed before it. What names such a
   * paragraph still means the one that left, where that is there.
   */
  private findStretched({ attrs }: ProseNode, was: ProseNode | undefined): void {
    const [theirs, ours] = [attrs?.id, was?.attrs?.id];
    if (typeof theirs !== "string" || typeof ours !== "string") return;
    const own = this.ids.get(theirs);
    if (own !== ours && was && this.there.has(was)) this.stretched.set(theirs, ours);
  }

  /** Keeps captions and such as they left: they come back only as words of the details. */
  private withOthers(
    back: readonly KeyedBlock[],
    byKey: ReadonlyMap<string | null, ProseNode>,
  ): ProseNode[] {
    const inOrder = new Map<string, ProseNode[]>();
    for (const type of ["caption", "signatureBlock", "exhibit"]) {
      const olds = this.left.filter(({ node }) => node.type === type).map(({ node }) => node);
      const news = back.filter(({ node }) => node.type === type);
      if (olds.length === news.length) inOrder.set(type, olds);
    }
    return back.map(({ key, node }) => {
      if (node.type === "block" || node.type === "table") return node;
      const next = inOrder.get(node.type)?.shift();
      const was = byKey.get(key);
      return (was?.type === node.type ? was : next) ?? node;
    });
  }

  private pair(olds: readonly PairedNode[], news: readonly PairedNode[]): void {
    const [old, now] = [olds, news].map((side) => {
      const units = unitsOf({
        type: "doc",
        content: side.map(({ node }) => aimless(node, this.tools)),
      });
      return units.map((unit, index) => ({ ...unit, id: side[index]?.id ?? null }));
    });
    for (const pair of alignUnits(old ?? [], now ?? [], this.tools.effort)) {
      if (pair.old === null || pair.now === null) continue;
      const [was, node] = [olds[pair.old]?.node, news[pair.now]?.node];
      if (was && node) this.join(was, node);
    }
  }

  private join(was: ProseNode, node: ProseNode): void {
    this.partners.set(node, was);
    this.there.add(was);
    this.nameAs(node, was.attrs?.id);
    if (was.type === "table" && node.type === "table") this.joinRows(was, node);
  }

  /** In a cell there are no keys: as many paragraphs as were there are those, whatever they say now. */
  private pairRest(olds: readonly ProseNode[], news: readonly ProseNode[]): void {
    const paired = new Set(news.map((node) => this.partners.get(node)));
    const [old, now] = [
      olds.filter((node) => !paired.has(node)),
      news.filter((node) => !this.partners.has(node)),
    ];
    if (old.length !== now.length) return;
    now.forEach((node, index) => {
      const was = old[index];
      if (was) this.join(was, node);
    });
  }

  private nameAs({ attrs }: ProseNode, ours: unknown): void {
    const theirs = attrs?.id;
    if (typeof ours === "string" && typeof theirs === "string") this.ids.set(theirs, ours);
  }

  private joinRows(was: ProseNode, table: ProseNode): void {
    const [old, now] = [was, table].map(({ content = [] }) =>
      content.map((row) => ({ row, key: `row ${textOf(row)}`, letters: 0 })),
    );
    if (!old || !now) return;
    const runs = comparedRuns(old, now, this.tools.effort, old.length + now.length) ?? [];
    for (const { alike, before, after } of runs) {
      after.forEach(({ row }, index) => {
        const other = before[index]?.row;
        if (!other || other.content?.length !== row.content?.length) return;
        row.content?.forEach((cell, at) => {
          const from = other.content?.[at];
          if (!from) return;
          if (alike && !this.newRows.has(row)) this.partners.set(cell, from);
          const [olds, news] = [from, cell].map(({ content = [] }) =>
            content.map((inner) => ({ id: null, node: inner })),
          );
          this.pair(olds ?? [], news ?? []);
          this.pairRest(from.content ?? [], cell.content ?? []);
        });
      });
    }
  }

  /** Gives a block that did not leave an id. */
  private nameNew(node: ProseNode): void {
    if (node.type === "block" && !this.partners.has(node)) {
      const id = this.idOfSuggested(node) ?? this.freeId();
      this.newIds.set(node, id);
      this.nameAs(node, id);
    }
    node.content?.forEach((inner) => this.nameNew(inner));
  }

  private freeId(): string {
    let id: string;
    let count = this.made.size;
    do id = `came-${(count += 1)}`;
    while (this.leftIds.has(id) || this.made.has(id));
    this.made.add(id);
    return id;
  }

  private idOfSuggested(node: ProseNode): string | null {
    const words = textOf(node);
    if (words === "" || this.suggested.length === 0) return null;
    const taken = new Set(this.newIds.values());
    const like = this.suggested.find((one) => {
      const id = idOf(one);
      return id !== null && !taken.has(id) && !this.leftIds.has(id) && textOf(one) === words;
    });
    return like ? idOf(like) : null;
  }

  /** A program that drops styles makes all paragraphs plain ones. */
  private areShapesLost(nodes: readonly ProseNode[]): boolean {
    const kinds = nodes.flatMap((node) => {
      const was = this.partners.get(node);
      if (was?.type !== "block") return [];
      const [before, now] = [was, node].map(({ attrs }) => blockShape(attrs ?? {}).kind);
      return before === "body" ? [] : [now === "body"];
    });
    return kinds.length >= 3 && kinds.filter(Boolean).length >= 0.6 * kinds.length;
  }

  private rewritten(node: ProseNode): ProseNode {
    const was = this.partners.get(node);
    if (node.type === "block") {
      const attrs = {
        ...node.attrs,
        ...(this.lostShapes && was ? blockShape(was.attrs ?? {}) : {}),
        id: (was ? was.attrs?.id : this.newIds.get(node)) ?? null,
      };
      const block = this.renamed({ ...node, attrs });
      if (!was) return block;
      const isPlace = (id: string) => this.leftIds.has(id) || this.made.has(id);
      return restoredBlock(was, block, { ...this.tools, isPlace });
    }
    if (node.type !== "table" && node.type !== "tableRow" && !node.type.startsWith("tableC")) {
      return node.type === "tableHeader" ? this.rewrittenCell(node, was) : (was ?? node);
    }
    if (node.type === "tableCell") return this.rewrittenCell(node, was);
    return withInner(node, (inner) => this.rewritten(inner));
  }

  /**
   * How far a cell spans is told in many ways: in a row with the same words it is as it was, unless somebody
   * put that row in the place of the other with tracking.
   */
  private rewrittenCell(node: ProseNode, was: ProseNode | undefined): ProseNode {
    const own = was ? ({ ...node, type: was.type, attrs: was.attrs ?? {} } as ProseNode) : node;
    return withInner(own, (inner) => this.rewritten(inner));
  }

  private idFor(theirs: unknown): string | undefined {
    if (typeof theirs !== "string") return undefined;
    return this.stretched.get(theirs) ?? this.ids.get(theirs);
  }

  /** With references to our ids. */
  private renamed(node: ProseNode): ProseNode {
    if (node.type === "crossReference") {
      const { targets, ranges } = node.attrs ?? {};
      const name = (id: unknown) => this.idFor(id) ?? id;
      const attrs = {
        targets: Array.isArray(targets) ? targets.map(name) : [],
        ranges: Array.isArray(ranges)
          ? ranges.filter(isRangeEnds).map((ends) => ends.map(name))
          : [],
      };
      return { ...node, attrs };
    }
    return node.content ? withInner(node, (inner) => this.renamed(inner)) : node;
  }
}

/**
 * A node by its words alone: until blocks are paired, the sides name targets of references differently, and
 * not all marks can be told in a file. A field is what it prints.
 */
function aimless(node: ProseNode, tools: NamingTools): ProseNode {
  if (node.type === "text") return { type: "text", text: node.text };
  const words = node.type === "field" ? tools.printed(node) : null;
  if (words !== null && words !== "") return { type: "text", text: words };
  if (node.type === "crossReference") return { ...node, attrs: { targets: [], ranges: [] } };
  return node.content ? withInner(node, (inner) => aimless(inner, tools)) : node;
}

interface PairedNode {
  readonly id: string | null;
  readonly node: ProseNode;
}

function withInner(node: ProseNode, change: (inner: ProseNode) => ProseNode): ProseNode {
  return { ...node, content: (node.content ?? []).map(change) } as ProseNode;
}

function textOf(node: ProseNode): string {
  return node.text ?? (node.content ?? []).map(textOf).join(node.type === "tableRow" ? "\t" : "");
}
