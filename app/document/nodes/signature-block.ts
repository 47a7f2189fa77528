import { Node } from "@tiptap/core";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import {
  gap,
  signatureLines,
  signerLines,
  type SignatureLines,
} from "#app/document/details/printed-lines.ts";
import type { Attributes, ProseNodes } from "#app/document/prose.ts";
import { lineDrawing, partDrawing, specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import { drawingHtml } from "#app/document/rendering/element.ts";
import type { BodyData, SigningParty } from "#app/document/rendering/typst/page-data.ts";
import { TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { placeMark, placeOf } from "#app/document/rendering/typst/place-of.ts";
import { idAttribute, isBlockId, ownId, refusedId } from "./node-id.ts";
import { attributeOf, type ParsedElement } from "./parsed-element.ts";
import type {
  AttributeChecks,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstBlockRenderers,
  TypstContext,
} from "./renderers.ts";

/** The signature block of an organization, with what the court requires of signers. */
export const schema = Node.create({
  name: "signatureBlock",
  atom: true,
  selectable: true,
  addAttributes: () => ({
    id: idAttribute,
    organization: {
      default: null,
      parseHTML: (element: ParsedElement) =>
        attributeOf(element, "data-signature-block", isBlockId),
    },
  }),
  parseHTML: () => [{ tag: "div[data-signature-block]" }],
  renderHTML: ({ node }) => specOf(drawing(node.attrs, NO_PAGE_DETAILS)),
});

export const refusedAttributes: AttributeChecks["signatureBlock"] = ({ id, organization }) =>
  refusedId(id) ?? (refusedId(organization) === null ? null : "its organization is malformed");

/** How a signature block is rendered, by the editor and the first paint alike. */
export function drawing(attributes: Attributes | undefined, page: PageDetails): Drawing {
  const id = ownId(attributes);
  return {
    tag: "div",
    attributes: {
      "data-signature-block": organizationIn(attributes) ?? "",
      ...(id === null ? {} : { "data-id": id }),
    },
    content: parts(attributes, page),
  };
}

function parts(attributes: Attributes | undefined, page: PageDetails): Drawing["content"] {
  const lines = linesOrGap(attributes, page);
  if (typeof lines === "string") return [lineDrawing(lines, { "data-blank": "" })];
  const { organization, signers, lost } = lines;
  return [
    ...(organization === null ? [] : [partDrawing("signing-organization", [organization])]),
    ...signers.map((of) => partDrawing("signer", of)),
    ...(lost === null ? [] : [lineDrawing(gap(lost), { "data-lost": "" })]),
  ];
}

function linesOrGap(
  attributes: Attributes | undefined,
  { facts: details }: PageDetails,
): SignatureLines | string {
  return details === null
    ? gap("signature block")
    : signatureLines(organizationIn(attributes), details);
}

function organizationIn(attributes: Attributes | undefined): string | null {
  const organization = attributes?.organization;
  return isBlockId(organization) ? organization : null;
}

/** The lines of a signature block in plain text. */
export function lines(attributes: Attributes | undefined, page: PageDetails): string[] {
  const known = linesOrGap(attributes, page);
  if (typeof known === "string") return [known];
  const { organization, signers, lost } = known;
  return [organization, ...signers.flat(), lost === null ? null : gap(lost)].filter(
    (line) => line !== null,
  );
}

export const toHtml: HtmlRenderers["signatureBlock"] = ({ attrs }, { page }) =>
  drawingHtml(drawing(attrs, page.page));

export const toPlainText: PlainTextRenderers["signatureBlock"] = ({ attrs }, { page }) =>
  lines(attrs, page.page).join("\n");

/** Consecutive ones form one row; a short line before them stays on their page. */
export const toTypst: TypstBlockRenderers["signatureBlock"] = (node, { before, ...context }) => {
  const party = { ...signingParty(node, context), ...placeMark(node, context) };
  const last = before.at(-1);
  if (last?.k === "signatures") {
    before[before.length - 1] = { k: "signatures", parties: [...last.parties, party] };
    return;
  }
  if (last?.k === "body" && isShort(last)) before[before.length - 1] = { ...last, closing: true };
  before.push({ k: "signatures", parties: [party] });
};

/** The most characters of a closing line, such as "Respectfully submitted,". */
const LONGEST_CLOSING = 80;

function isShort({ r }: BodyData): boolean {
  const letters = r.reduce((sum, run) => {
    if (typeof run === "string") return sum + run.length;
    return sum + ("s" in run ? run.s.length : 0);
  }, 0);
  return letters <= LONGEST_CLOSING;
}

/** Refuses a block without a signer, unless gaps are allowed. */
function signingParty(
  node: ProseNodes["signatureBlock"],
  { details, filing, gapsAllowed, print }: TypstContext,
): SigningParty {
  const place = placeOf(node);
  const id: unknown = node.attrs?.organization;
  const { organization, lost } = signatureLines(id, details);
  const name = organization === null ? null : print(organization, place);
  if (lost === null) {
    const signers = details.signers.filter((signer) => signer.organizationId === id);
    return {
      name,
      signers: signers.map((signer) => ({
        signed: filing?.signatures.includes(signer.id) ? `/s/ ${print(signer.name, place)}` : null,
        lines: signerLines(signer, details.caption).map((line) => print(line, place)),
      })),
    };
  }
  if (gapsAllowed) return { name, signers: [], lost };
  throw new TypesetError(
    organization !== null
      ? `Nobody is chosen to sign for the ${organization}.`
      : "A signature block belongs to an organization that is not among the document’s details.",
    place,
    "choose a signer under “Parties, signers and addresses” or remove the block, and try again.",
  );
}

export const whatIsMissing: CompletenessRules["signatureBlock"] = ({ attrs }, { details }) => {
  const { organization, lost } = signatureLines(attrs?.organization, details);
  if (organization === null) {
    return "a signature block belongs to an organization that is not among the document’s details";
  }
  return lost === null ? null : `nobody is chosen to sign for the ${organization}`;
};
