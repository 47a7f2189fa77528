import {
  fieldLabel,
  isCertifierField,
  isFieldName,
  isKnownField,
} from "#app/document/details/filing-fields.ts";
import { referenceOf, type Reference } from "#app/document/nodes/reference.ts";
import { withContent, type ProseNode } from "#app/document/prose.ts";
import { ownIdsOf } from "./fresh-ids.ts";
import { withoutPeopleIn, type PersonalText } from "./people-in-text.ts";

/** How often something stayed behind when a text was kept. */
export interface LeftBehind {
  /** References that led out of it, now prompts. */
  readonly references: number;
  /** Values from one matter's record or docket, now prompts. */
  readonly values: number;
  /** Names of people, and how they are reached, now prompts. */
  readonly people: number;
  /** Captions, signature blocks and lines of exhibits that a clause does without. */
  readonly drawn: number;
}

/** A text as an organization keeps it, with what stayed behind. */
export interface KeptText {
  readonly nodes: readonly ProseNode[];
  readonly left: LeftBehind;
}

interface KeepingOptions {
  /** The people whose names stay behind; null where somebody asked that names come along. */
  readonly people: readonly PersonalText[] | null;
  /** How a reference reads where it stands now; null where that is not known. */
  readonly citationOf?: (reference: Reference) => string | null;
}

/** Stand for the parties and the exhibits of whatever document begins with a template. */
export const PARTIES_HERE = "the-parties";
export const EXHIBITS_HERE = "the-exhibits";

/**
 * Paragraphs as a clause: fields of the document stay fields, footnotes and references among them stay.
 * A matter's own details become prompts in brackets. Keeping what was kept changes nothing.
 */
export function keepAsClause(nodes: readonly ProseNode[], options: KeepingOptions): KeptText {
  return keep(nodes, options, ({ type }) => (ofText(type) ? "stays" : "drops"));
}

/**
 * A whole text as a template: its caption stays, which is drawn from the details of each document. Its
 * signature blocks and its lines of exhibits become one place each, for those of the new document.
 */
export function keepAsTemplate(nodes: readonly ProseNode[], options: KeepingOptions): KeptText {
  const seen = new Set<string>();
  return keep(nodes, options, ({ type }) => {
    if (type !== "signatureBlock" && type !== "exhibit") return "stays";
    if (seen.has(type)) return "drops";
    seen.add(type);
    return type === "signatureBlock" ? "parties" : "exhibits";
  });
}

type NodeFate = "stays" | "drops" | "parties" | "exhibits";

/** Whether a node is text, and not drawn from one document's details. */
function ofText(type: ProseNode["type"]): boolean {
  return type !== "caption" && type !== "signatureBlock" && type !== "exhibit";
}

function keep(
  nodes: readonly ProseNode[],
  { people, citationOf = () => null }: KeepingOptions,
  fateOf: (node: ProseNode) => NodeFate,
): KeptText {
  const left = { references: 0, values: 0, people: 0, drawn: 0 };
  const fates = nodes.map((node) => ({ node, fate: fateOf(node) }));
  const ids = ownIdsOf(fates.flatMap(({ node, fate }) => (fate === "stays" ? [node] : [])));
  const prompt = (words: string, { marks }: ProseNode): ProseNode => ({
    type: "text",
    text: `[${words}]`,
    ...(marks && { marks }),
  });
  const inner = (node: ProseNode): ProseNode => {
    switch (node.type) {
      case "field": {
        const name = node.attrs?.["name"];
        if (isFieldName(name)) return node;
        if (isCertifierField(name)) return { ...node, attrs: { ...node.attrs, name: "certifier" } };
        if (isKnownField(name) && !name.includes("_")) return node;
        left.values += 1;
        return prompt(isKnownField(name) ? fieldLabel(name) : "a value", node);
      }
      case "crossReference": {
        const reference = referenceOf(node.attrs);
        const all = [...reference.targets, ...reference.ranges.flat()];
        if (all.length > 0 && all.every((id) => ids.has(id))) return node;
        left.references += 1;
        const words = citationOf(reference);
        return prompt(`reference to ${words ?? "a place"} of the earlier text`, node);
      }
      default:
        return withContent(node, innerAll(node.content ?? []));
    }
  };
  const innerAll = (some: readonly ProseNode[]): ProseNode[] =>
    runsOf(some).flatMap((run): ProseNode[] => {
      if (run[0]?.type !== "text") return run.map(inner);
      if (people === null) return [...run];
      const { pieces, count } = withoutPeopleIn(
        run.map(({ text = "" }) => text),
        people,
      );
      left.people += count;
      return run.flatMap(({ marks }, at): ProseNode[] => {
        const text = pieces[at] ?? "";
        // No node of a text is empty.
        if (text === "") return [];
        return [{ type: "text", text, ...(marks && { marks: marks.filter(isNoAddress) }) }];
      });
    });
  const kept = fates.flatMap(({ node, fate }): ProseNode[] => {
    switch (fate) {
      case "stays":
        return innerAll([node]);
      case "drops":
        left.drawn += 1;
        return [];
      case "parties":
        return [{ type: "signatureBlock", attrs: { ...node.attrs, organization: PARTIES_HERE } }];
      case "exhibits":
        return [{ type: "exhibit", attrs: { id: EXHIBITS_HERE } }];
    }
  });
  return { nodes: kept, left };
}

/** The nodes with the texts that stand next to each other together: a name may go through several. */
function runsOf(nodes: readonly ProseNode[]): readonly (readonly ProseNode[])[] {
  const runs: ProseNode[][] = [];
  for (const node of nodes) {
    const last = runs.at(-1);
    if (last && node.type === "text" && last[0]?.type === "text") last.push(node);
    else runs.push([node]);
  }
  return runs;
}

/** A link that writes to somebody says who they are. */
function isNoAddress({
  type,
  attrs,
}: {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}): boolean {
  const href = attrs?.["href"];
  return type !== "link" || typeof href !== "string" || /^https?:/u.test(href);
}
