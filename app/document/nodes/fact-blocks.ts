import { Node } from "@tiptap/core";
import { isBlockId } from "./block.ts";
import { drawnLine, drawnPart, specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import {
  captionLines,
  exhibitLine,
  gap,
  signatureLines,
  type CaptionLines,
  type SignatureLines,
} from "#app/document/details/printed-lines.ts";
import { idAttribute, ownId } from "./node-id.ts";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";

/** Blocks that are drawn from the document's facts. No one types in them. */
export const FACT_BLOCKS = ["caption", "signatureBlock", "exhibit"] as const;
export type FactBlock = (typeof FACT_BLOCKS)[number];

export function isFactBlock(type: string): type is FactBlock {
  return FACT_BLOCKS.some((known) => known === type);
}

type Attributes = Readonly<Record<string, unknown>> | undefined;

/** How such a block is drawn, in the editor and in the first paint alike. */
export function factBlockDrawing(
  type: FactBlock,
  attributes: Attributes,
  page: PageDetails,
  number: string | null,
): Drawing {
  const id = ownId(attributes);
  const withId: Record<string, string> = id === null ? {} : { "data-id": id };
  switch (type) {
    case "caption":
      return {
        tag: "div",
        attributes: { "data-caption": "", ...withId },
        content: captionParts(page),
      };
    case "signatureBlock":
      return {
        tag: "div",
        attributes: {
          "data-signature-block": organizationIn(attributes) ?? "",
          ...withId,
        },
        content: signatureParts(attributes, page),
      };
    case "exhibit":
      return {
        tag: "div",
        attributes: { "data-exhibit": id ?? "" },
        content: exhibitLines(attributes, page, number).map((line) => drawnLine(line)),
      };
  }
}

/** The lines of such a block, as plain text has them. */
export function factBlockLines(
  type: FactBlock,
  attributes: Attributes,
  page: PageDetails,
  number: string | null,
): string[] {
  switch (type) {
    case "caption": {
      const lines = captionOf(page);
      return typeof lines === "string"
        ? [lines]
        : [...lines.counsel.flat(), ...lines.court, ...lines.parties, ...lines.title];
    }
    case "signatureBlock": {
      const lines = signatureOf(attributes, page);
      if (typeof lines === "string") return [lines];
      const { organization, signers, lost } = lines;
      return [organization, ...signers.flat(), lost === null ? null : gap(lost)].filter(
        (line) => line !== null,
      );
    }
    case "exhibit":
      return exhibitLines(attributes, page, number);
  }
}

/** The lines of a caption, or what is said instead where they are not known. */
function captionOf({ facts, layoutProfile }: PageDetails): CaptionLines | string {
  if (facts === null) return gap("caption");
  if (facts.caption === null) return gap("caption: no court and no parties are recorded");
  return captionLines(facts.caption, facts, layoutProfile);
}

function captionParts(page: PageDetails): Drawing["content"] {
  const lines = captionOf(page);
  if (typeof lines === "string") return [drawnLine(lines, { "data-blank": "" })];
  const { counsel, court, parties, title } = lines;
  return [
    ...counsel.map((of) => drawnPart("caption-counsel", of)),
    drawnPart("caption-court", court),
    drawnPart("caption-parties", parties),
    drawnPart("caption-title", title),
  ];
}

function signatureOf(attributes: Attributes, { facts }: PageDetails): SignatureLines | string {
  return facts === null
    ? gap("signature block")
    : signatureLines(organizationIn(attributes), facts);
}

function signatureParts(attributes: Attributes, page: PageDetails): Drawing["content"] {
  const lines = signatureOf(attributes, page);
  if (typeof lines === "string") return [drawnLine(lines, { "data-blank": "" })];
  const { organization, signers, lost } = lines;
  return [
    ...(organization === null ? [] : [drawnPart("signing-organization", [organization])]),
    ...signers.map((of) => drawnPart("signer", of)),
    ...(lost === null ? [] : [drawnLine(gap(lost), { "data-lost": "" })]),
  ];
}

function exhibitLines(attributes: Attributes, { facts }: PageDetails, letter: string | null) {
  return [facts === null ? `Exhibit ${letter ?? ""}` : exhibitLine(attributes?.id, letter, facts)];
}

function organizationIn(attributes: Attributes): string | null {
  const organization = attributes?.organization;
  return isBlockId(organization) ? organization : null;
}

/** The caption of a court's paper: court, parties, case number and title, from the facts. */
export const Caption = Node.create({
  name: "caption",
  atom: true,
  selectable: true,
  addAttributes: () => ({ id: idAttribute }),
  parseHTML: () => [{ tag: "div[data-caption]" }],
  renderHTML: ({ node }) => specOf(factBlockDrawing("caption", node.attrs, NO_PAGE_DETAILS, null)),
});

/** Where those who sign for an organization sign, with what a court asks of them. */
export const SignatureBlock = Node.create({
  name: "signatureBlock",
  atom: true,
  selectable: true,
  addAttributes: () => ({
    id: idAttribute,
    organization: {
      default: null,
      parseHTML: (element: HTMLElement) => idIn(element, "data-signature-block"),
    },
  }),
  parseHTML: () => [{ tag: "div[data-signature-block]" }],
  renderHTML: ({ node }) =>
    specOf(factBlockDrawing("signatureBlock", node.attrs, NO_PAGE_DETAILS, null)),
});

/** An exhibit by its letter and title; its id says which of the facts' exhibits it is. */
export const Exhibit = Node.create({
  name: "exhibit",
  atom: true,
  selectable: true,
  addAttributes: () => ({
    id: {
      default: null,
      parseHTML: (element: HTMLElement) => idIn(element, "data-exhibit"),
    },
  }),
  parseHTML: () => [{ tag: "div[data-exhibit]" }],
  renderHTML: ({ node }) => specOf(factBlockDrawing("exhibit", node.attrs, NO_PAGE_DETAILS, null)),
});

function idIn(element: HTMLElement, attribute: string): string | null {
  const id = element.getAttribute(attribute);
  return isBlockId(id) ? id : null;
}
