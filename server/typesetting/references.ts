import { blockShape } from "../../app/prose/kinds";
import { createNumberer } from "../../app/prose/number";
import type { BlockNumber } from "../../app/prose/number";
import type { ProseJSON, ProseNode } from "../../app/prose/prose";

export interface References {
  /** What is printed before a block or as an exhibit's letter; null where nothing is. */
  numberOf(node: ProseNode): string | null;
  /**
   * How places are cited: "¶ 12", "¶¶ 1–3, 7", "Request No. 2", "Exhibit B"; and the label of the
   * first, to lead there. Null when one of them is gone, can't be cited, or is of another kind.
   */
  to(ids: readonly string[]): { readonly words: string; readonly label: string } | null;
  /** The label that a block carries because a cross-reference leads there. */
  labelOf(node: ProseNode): string | undefined;
}

/** A place that a cross-reference can name. */
interface Target {
  readonly id: string;
  readonly kind: "paragraph" | "item" | "exhibit";
  /** As it is named: "12", "12(a)", "B". */
  readonly name: string;
  /** Its count among its siblings, and its depth: neighbours at the top level collapse. */
  readonly position: number;
  readonly depth: number;
}

/** Numbers the document with the one numbering of the house, and says what its places are called. */
export function referencesOf(prose: ProseJSON, numberHeadings: boolean): References {
  const numberer = createNumberer({ numberHeadings });
  const numbers = new Map<ProseNode, string>();
  const targets = new Map<string, Target>();
  const cited = new Set<unknown>();
  const names = new Map<string, string>();
  let exhibits = 0;

  function visitBlock(node: ProseNode): void {
    const number = numberer.next(blockShape(node.attrs ?? {}));
    if (number === null) return;
    numbers.set(node, number.label);
    const kind = CITABLE[number.kind];
    const id = node.attrs?.id;
    if (kind === undefined) return;
    const depth = number.value.length;
    // 12(a)(ii): the number at the top without its full stop, then the labels below it.
    const above = depth > 1 ? (names.get(`${kind}-${depth - 1}`) ?? "") : "";
    const name = `${above}${number.label.replace(/\.$/, "")}`;
    names.set(`${kind}-${depth}`, name);
    const position = number.value.at(-1) ?? 0;
    if (typeof id === "string") targets.set(id, { id, kind, name, position, depth });
  }

  function visitExhibit(node: ProseNode): void {
    const name = exhibitLetter(exhibits);
    exhibits += 1;
    numbers.set(node, name);
    const id = node.attrs?.id;
    if (typeof id === "string") {
      targets.set(id, { id, kind: "exhibit", name, position: exhibits, depth: 1 });
    }
  }

  function visit(node: ProseNode): void {
    const cell = node.type === "tableCell" || node.type === "tableHeader";
    if (cell) numberer.endLists();
    if (node.type === "block") visitBlock(node);
    if (node.type === "exhibit") visitExhibit(node);
    if (node.type === "crossReference") cited.add(targetIds(node)[0]);
    node.content?.forEach(visit);
    if (cell) numberer.endLists();
  }

  prose.content.forEach(visit);
  return {
    numberOf: (node) => numbers.get(node) ?? null,
    to(ids) {
      const found = ids.flatMap((id) => targets.get(id) ?? []);
      const [first] = found;
      if (first === undefined || found.length < ids.length) return null;
      if (found.some((target) => target.kind !== first.kind)) return null;
      return { words: citation(first.kind, found), label: labelFor(first.id) };
    },
    labelOf(node) {
      const id = node.attrs?.id;
      return typeof id === "string" && cited.has(id) ? labelFor(id) : undefined;
    },
  };
}

/** The ids that a cross-reference names, in its order. */
export function targetIds(node: ProseNode): readonly string[] {
  const targets: unknown = node.attrs?.targets;
  return Array.isArray(targets) ? targets.filter((id) => typeof id === "string") : [];
}

const CITABLE: Partial<Readonly<Record<BlockNumber["kind"], "paragraph" | "item">>> = {
  numbered: "paragraph",
  requestItem: "item",
};

const labelFor = (id: string) => `to-${id}`;

/** 0 is A, 25 is Z, 26 is AA. */
export function exhibitLetter(index: number): string {
  return String.fromCharCode(65 + (index % 26)).repeat(Math.floor(index / 26) + 1);
}

const SIGNS: Readonly<Record<Target["kind"], readonly [one: string, several: string]>> = {
  paragraph: ["¶ ", "¶¶ "],
  item: ["Request No. ", "Request Nos. "],
  exhibit: ["Exhibit ", "Exhibits "],
};

function citation(kind: Target["kind"], targets: readonly Target[]): string {
  const [one, several] = SIGNS[kind];
  return `${targets.length === 1 ? one : several}${ranges(targets).join(", ")}`;
}

/** Neighbours at the top level collapse into a range: 1–3, 7. */
function ranges(targets: readonly Target[]): string[] {
  const spans: { readonly from: Target; to: Target }[] = [];
  for (const target of targets) {
    const last = spans.at(-1);
    const top = last?.to.depth === 1 && target.depth === 1;
    if (last && top && target.position === last.to.position + 1) last.to = target;
    else spans.push({ from: target, to: target });
  }
  return spans.map(({ from, to }) => (from === to ? from.name : `${from.name}–${to.name}`));
}
