import { Node } from "@tiptap/core";
import { isBlockId } from "./block";
import { specOf, type Drawing } from "./drawing";
import { idAttribute, ownId } from "./own-id";
import { NO_PAGE_FACTS, type PageFacts } from "./page-facts";

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
  page: PageFacts,
  number: string | null,
): Drawing {
  const id = ownId(attributes);
  const withId: Record<string, string> = id === null ? {} : { "data-id": id };
  switch (type) {
    case "caption":
      return {
        tag: "div",
        attributes: { "data-caption": "", ...withId },
        content: ["[Caption]"],
      };
    case "signatureBlock": {
      const organization = attributes?.organization;
      return {
        tag: "div",
        attributes: {
          "data-signature-block": isBlockId(organization) ? organization : "",
          ...withId,
        },
        content: [signsFor(organization, page)],
      };
    }
    case "exhibit":
      return {
        tag: "div",
        attributes: { "data-exhibit": id ?? "" },
        content: [`Exhibit ${number ?? ""}`.trim()],
      };
  }
}

function signsFor(organization: unknown, { facts }: PageFacts): string {
  const name = facts?.organizations.find(({ id }) => id === organization)?.name;
  return name === undefined ? "[Signature block]" : `[Signature block of ${name}]`;
}

/** The caption of a court's paper: court, parties, case number and title, from the facts. */
export const Caption = Node.create({
  name: "caption",
  atom: true,
  selectable: true,
  addAttributes: () => ({ id: idAttribute }),
  parseHTML: () => [{ tag: "div[data-caption]" }],
  renderHTML: ({ node }) => specOf(factBlockDrawing("caption", node.attrs, NO_PAGE_FACTS, null)),
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
    specOf(factBlockDrawing("signatureBlock", node.attrs, NO_PAGE_FACTS, null)),
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
  renderHTML: ({ node }) => specOf(factBlockDrawing("exhibit", node.attrs, NO_PAGE_FACTS, null)),
});

function idIn(element: HTMLElement, attribute: string): string | null {
  const id = element.getAttribute(attribute);
  return isBlockId(id) ? id : null;
}
