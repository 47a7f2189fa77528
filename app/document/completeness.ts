import { partsOf, referenceOf, referenceToPart } from "./nodes/cross-reference.ts";
import { signatureLines } from "./details/printed-lines.ts";
import type { DocumentDetails } from "./details/document-details.ts";
import { FIELD_LABEL, fieldValue, isFieldName, type FieldName } from "./details/filing-fields.ts";
import { countThrough } from "./numbering/number.ts";
import type { ProseJSON, ProseNode } from "./prose.ts";
import { placesOf, type Places } from "./numbering/references.ts";

/** Something that keeps a text from being submitted. */
export interface IncompletePart {
  /** What and where, as it stands in a sentence: "a cross-reference … leads to a place that is gone". */
  readonly words: string;
  /** The block to mend; null where it has no id. */
  readonly block: string | null;
}

/** What belongs to the filing and is filled in then: it is not missing before. */
const FILLED_IN_LATER: ReadonlySet<FieldName> = new Set(["dateOfFiling", "caseNumber"]);

/**
 * What is not whole in a text with these facts: references that lead nowhere, fields that are not
 * known or not recorded, signature blocks that nobody signs, exhibits and captions without facts. In
 * the order of the text.
 */
export function incompletePartsOf(prose: ProseJSON, facts: DocumentDetails): IncompletePart[] {
  const places = placesOf(prose);
  const openEnds: IncompletePart[] = [];
  let around: ProseNode | null = null;
  countThrough<ProseNode>(prose, {}, ({ node, type, attrs, number }) => {
    if (type === "block" || type === "table") around = node;
    const reason = reasonOf(type, attrs, { places, facts, letter: number?.label ?? "" });
    if (reason === null) return;
    const home = INLINE.has(type) ? around : node;
    const id = home?.attrs?.id;
    const where = INLINE.has(type) && home ? ` in the paragraph ${beginning(home)}` : "";
    openEnds.push({
      words: reason.replace("%", () => where),
      block: typeof id === "string" ? id : null,
    });
  });
  return openEnds;
}

/** How many open ends one sentence names. */
const MOST_NAMED = 5;

/** The sentence that refuses a text with these open ends. */
export function incompletePartsSentence(openEnds: readonly IncompletePart[]): string {
  const named = openEnds.slice(0, MOST_NAMED).map(({ words }) => words);
  const more = openEnds.length - named.length;
  const rest = more > 0 ? [`and ${more} more`] : [];
  return `The document is not ready to submit: ${[...named, ...rest].join("; ")}. The draft is unchanged; mend them and submit again.`;
}

const INLINE = new Set(["field", "crossReference"]);

function reasonOf(
  type: string,
  attrs: Readonly<Record<string, unknown>> | undefined,
  known: { readonly places: Places; readonly facts: DocumentDetails; readonly letter: string },
): string | null {
  const { places, facts, letter } = known;
  switch (type) {
    case "crossReference": {
      const reference = referenceOf(attrs);
      if (places.isShortened(reference)) {
        return "the first or last paragraph of a range that a cross-reference% names is gone";
      }
      if (places.wordsOf(reference) !== null) return null;
      const parts = partsOf(reference);
      const each = parts.every((part) => places.wordsOf(referenceToPart(part)) !== null);
      return each && parts.length > 0
        ? "a cross-reference% names places of different kinds at once"
        : "a cross-reference% leads to a place that is gone";
    }
    case "field": {
      const name = attrs?.name;
      if (!isFieldName(name)) return "a field% is not known";
      if (FILLED_IN_LATER.has(name) || fieldValue(name, facts, null) !== null) return null;
      return `the ${FIELD_LABEL[name]}% is not recorded`;
    }
    case "signatureBlock": {
      const { organization, lost } = signatureLines(attrs?.organization, facts);
      if (organization === null) {
        return "a signature block belongs to an organization that is not among the document's facts";
      }
      return lost === null ? null : `nobody is recorded who signs for the ${organization}`;
    }
    case "exhibit":
      return facts.exhibits.some(({ id }) => id === attrs?.id)
        ? null
        : `Exhibit ${letter} is not among the document's facts`;
    case "caption":
      return facts.caption === null
        ? "the text has a caption, but no court and no parties are recorded"
        : null;
    default:
      return null;
  }
}

const LONGEST_BEGINNING = 60;

function beginning(block: ProseNode): string {
  const text = textOf(block).trim().replaceAll(/\s+/gu, " ");
  if (text === "") return "without words";
  const short = text.length <= LONGEST_BEGINNING ? text : `${text.slice(0, LONGEST_BEGINNING)}…`;
  return `that begins “${short}”`;
}

function textOf(node: ProseNode): string {
  if (node.type === "footnote") return "";
  if (node.type === "hardBreak") return " ";
  return node.text ?? (node.content ?? []).map(textOf).join("");
}
