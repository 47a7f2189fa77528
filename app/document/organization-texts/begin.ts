import type { BlockNodes, ProseJSON, ProseNode } from "#app/document/prose.ts";
import { withFreshIds } from "./fresh-ids.ts";
import { EXHIBITS_HERE, PARTIES_HERE } from "./keep.ts";

/** Of which document a template is the beginning. */
export interface BegunDocument {
  readonly partyIds: readonly string[];
  /** Its exhibits, in order. */
  readonly exhibitIds: readonly string[];
}

/** The first text of a document that begins with an organization's template. */
export function begunText(
  template: ProseJSON,
  newBlockId: () => string,
  { partyIds, exhibitIds }: BegunDocument,
): ProseJSON {
  const placed = template.content.flatMap((node): readonly ProseNode[] => {
    if (isPartiesHere(node)) {
      return partyIds.map((organization) => ({ type: "signatureBlock", attrs: { organization } }));
    }
    if (isExhibitsHere(node)) return exhibitIds.map((id) => ({ type: "exhibit", attrs: { id } }));
    return [node];
  });
  const content = withFreshIds(placed, newBlockId);
  return { type: "doc", content: content.length > 0 ? content : withFreshIds([EMPTY], newBlockId) };
}

/** A template as a page shows it: words where parties and exhibits come. */
export function shownTemplate({ content }: ProseJSON): ProseJSON {
  const shown = content.map((node): ProseNode => {
    if (isPartiesHere(node)) return spoken("[Signature blocks of the parties]");
    return isExhibitsHere(node) ? spoken("[Lines of the document’s exhibits]") : node;
  });
  return { type: "doc", content: shown };
}

const EMPTY: BlockNodes["block"] = { type: "block", attrs: { id: null, kind: "body", level: 1 } };

function spoken(text: string): ProseNode {
  return { type: "block", attrs: EMPTY.attrs ?? {}, content: [{ type: "text", text }] };
}

function isPartiesHere({ type, attrs }: ProseNode): boolean {
  return type === "signatureBlock" && attrs?.["organization"] === PARTIES_HERE;
}

function isExhibitsHere({ type, attrs }: ProseNode): boolean {
  return type === "exhibit" && attrs?.["id"] === EXHIBITS_HERE;
}
