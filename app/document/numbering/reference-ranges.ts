import {
  keptOf,
  MOST_RANGES,
  MOST_TARGETS,
  referenceOf,
  type RangeEnds,
  type Reference,
} from "#app/document/nodes/reference.ts";
import type { ProseJSON, ProseNode } from "#app/document/prose.ts";
import { citablePlaces, placesOf, type CitablePlace } from "./references.ts";

/**
 * Creates a reference to these places: consecutive ones at the top level become a range, which will
 * include what is inserted between them later, as readers expect of "
 *
 * 1–3". Consecutive exhibits are named one by one, and so are parts of a paragraph. Null where none
 * is chosen, or too many.
 * @param places all citable places of the text, in order.
 */
export function referenceTo(
  chosen: ReadonlySet<string>,
  places: readonly CitablePlace[],
): Reference | null {
  const parts = partsFor(chosen, places);
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const isLong = count > MOST_TARGETS;
  const targets: string[] = [];
  const ranges: RangeEnds[] = [];
  for (const part of parts) {
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (first !== last) ranges.push([first, last]);
    targets.push(...(isLong ? keptOf(part) : part));
  }
  if (targets.length === 0 || targets.length > MOST_TARGETS || ranges.length > MOST_RANGES) {
    return null;
  }
  return { targets, ranges };
}

/** The single places (one id) and ranges (all their ids) that the chosen places form. */
function partsFor(
  chosen: ReadonlySet<string>,
  places: readonly CitablePlace[],
): readonly (readonly string[])[] {
  const parts: string[][] = [];
  const kinds = new Set(places.map(({ kind }) => kind));
  for (const kind of kinds) {
    /** Consecutive places so far, with the chosen parts of those paragraphs. */
    let run: CitablePlace[] = [];
    const end = () => {
      parts.push(...asParts(run));
      run = [];
    };
    for (const place of places) {
      if (place.kind !== kind) continue;
      if (chosen.has(place.id)) run.push(place);
      else if (place.depth === 1) end();
    }
    end();
  }
  return parts;
}

function asParts(run: readonly CitablePlace[]): string[][] {
  const top = run.filter(({ depth }) => depth === 1);
  const isRange = top.length > 2 || (top.length === 2 && top[0]?.kind !== "exhibit");
  const one = isRange ? run.indexOf(top[0] as CitablePlace) : 0;
  const other = isRange ? run.indexOf(top.at(-1) as CitablePlace) : -1;
  const alone = (places: readonly CitablePlace[]) => places.map(({ id }) => [id]);
  if (!isRange) return alone(run);
  return [
    ...alone(run.slice(0, one)),
    run.slice(one, other + 1).map(({ id }) => id),
    ...alone(run.slice(other + 1)),
  ];
}

/**
 * The prose with consecutive targets of references converted to ranges; the text stays the same.
 * Dangling references, and those that have ranges already, are unchanged. Does not modify its
 * argument.
 */
export function withRanges(prose: ProseJSON): ProseJSON {
  const places = placesOf(prose);
  const citable = citablePlaces(prose);
  const visit = (node: ProseNode): ProseNode => {
    if (node.type === "crossReference") {
      const before = referenceOf(node.attrs);
      if (before.ranges.length > 0 || places.citationOf(before) === null) return node;
      const after = referenceTo(new Set(before.targets), citable);
      if (after === null || after.ranges.length === 0) return node;
      return { ...node, attrs: { ...node.attrs, ...after } };
    }
    return node.content ? { ...node, content: node.content.map(visit) } : node;
  };
  return { ...prose, content: prose.content.map(visit) };
}
