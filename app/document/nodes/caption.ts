import { Node } from "@tiptap/core";
import type { LayoutProfile } from "#app/domain/document.ts";
import { courtLines, courtStyle, writtenCaseNumber } from "#app/document/details/court-style.ts";
import type { DocumentDetails } from "#app/document/details/document-details.ts";
import { NO_PAGE_DETAILS, type PageDetails } from "#app/document/details/page-details.ts";
import {
  captionLines,
  counselLines,
  counselOf,
  gap,
  NO_ADDRESS,
  partiesAre,
  type CaptionLines,
} from "#app/document/details/printed-lines.ts";
import type { Attributes } from "#app/document/prose.ts";
import { lineDrawing, partDrawing, specOf, type Drawing } from "#app/document/rendering/drawing.ts";
import { drawingHtml } from "#app/document/rendering/element.ts";
import type { CaptionData } from "#app/document/rendering/typst/page-data.ts";
import { piecesOf } from "#app/document/rendering/typst/text-runs.ts";
import { missingDetail, TypesetError } from "#app/document/rendering/typst/typeset-error.ts";
import { placeOf } from "#app/document/rendering/typst/place-of.ts";
import { idAttribute, ownId, refusedId } from "./node-id.ts";
import type {
  AttributeChecks,
  CompletenessRules,
  HtmlRenderers,
  PlainTextRenderers,
  TypstBlockRenderers,
  TypstContext,
} from "./renderers.ts";

/**
 * The caption of a court filing: court, parties, case number and title, from the document's
 * details.
 */
export const schema = Node.create({
  name: "caption",
  atom: true,
  selectable: true,
  addAttributes: () => ({ id: idAttribute }),
  parseHTML: () => [{ tag: "div[data-caption]" }],
  renderHTML: ({ node }) => specOf(drawing(node.attrs, NO_PAGE_DETAILS)),
});

export const refusedAttributes: AttributeChecks["caption"] = ({ id }) => refusedId(id);

/** How a caption is rendered, by the editor and the first paint alike. */
export function drawing(attributes: Attributes | undefined, page: PageDetails): Drawing {
  const id = ownId(attributes);
  return {
    tag: "div",
    attributes: { "data-caption": "", ...(id === null ? {} : { "data-id": id }) },
    content: parts(page),
  };
}

function parts(page: PageDetails): Drawing["content"] {
  const lines = linesOrGap(page);
  if (typeof lines === "string") return [lineDrawing(lines, { "data-blank": "" })];
  const { counsel, court, parties, title } = lines;
  return [
    ...counsel.map((of) => partDrawing("caption-counsel", of)),
    partDrawing("caption-court", court),
    partDrawing("caption-parties", parties),
    partDrawing("caption-title", title),
  ];
}

/** The lines of a caption, or a notice where they are not known. */
function linesOrGap({ facts: details, layoutProfile }: PageDetails): CaptionLines | string {
  if (details === null) return gap("caption");
  if (details.caption === null) return gap("caption: no court and no parties are recorded");
  return captionLines(details.caption, details, layoutProfile);
}

/** The lines of a caption in plain text. */
export function lines(page: PageDetails): string[] {
  const known = linesOrGap(page);
  if (typeof known === "string") return [known];
  return [...known.counsel.flat(), ...known.court, ...known.parties, ...known.title];
}

export const toHtml: HtmlRenderers["caption"] = ({ attrs }, { page }) =>
  drawingHtml(drawing(attrs, page.page));

export const toPlainText: PlainTextRenderers["caption"] = (_node, { page }) =>
  lines(page.page).join("\n");

/** Drafts print a named blank for a caption without details; a filing refuses it. */
export const toTypst: TypstBlockRenderers["caption"] = (node, { details, gapsAllowed, before }) => {
  if (details.caption !== null) {
    before.push({ k: "caption" });
    return;
  }
  if (!gapsAllowed) {
    throw new TypesetError(
      "The text has a caption, but no court and no parties are recorded.",
      placeOf(node),
      "record the caption’s details, or take the caption out, and try again.",
    );
  }
  const s = "caption: no court and no parties are recorded";
  before.push({ k: "body", r: [{ k: "lost", s }], broken: false });
};

/**
 * The caption with its counsel block, and a blank for a missing case number. Refuses a caption that
 * names no party on a side (FRCP 10(a)) or a counsel who is not recorded, unless gaps are allowed.
 */
export function captionData(
  { caption, signers, organizations }: DocumentDetails,
  { filing, gapsAllowed, print: printAt }: Pick<TypstContext, "filing" | "gapsAllowed" | "print">,
  profile: LayoutProfile,
): CaptionData | null {
  if (caption === null) return null;
  const { numberLabel, namesAddresses } = courtStyle(profile);
  const print = (text: string) => printAt(text, { in: "facts", what: "caption" });
  const caseNumber = caption.caseNumber ?? filing?.caseNumber ?? null;
  const { plaintiffs, defendants } = caption;
  if (!gapsAllowed) {
    if (plaintiffs.length === 0) throw missingDetail("The caption names no plaintiff.", "caption");
    if (defendants.length === 0) throw missingDetail("The caption names no defendant.", "caption");
    if (caption.counsel.some((id) => !signers.some((signer) => signer.id === id))) {
      throw missingDetail("The caption names counsel who is not recorded.", "counsel block");
    }
  }
  const counsel = counselOf(caption, signers);
  const withGap = (address: readonly string[]) =>
    address.length === 0 && namesAddresses && gapsAllowed ? [NO_ADDRESS] : address;
  const party = ({ name, address }: { name: string; address: readonly string[] }) => ({
    name: print(name),
    address: withGap(address).map(print),
  });
  return {
    counsel: counsel.map((signer) => {
      const organization = organizations.find(({ id }) => id === signer.organizationId);
      return { lines: counselLines(signer, organization?.name ?? null, caption).map(print) };
    }),
    court: courtLines(caption, profile).map(print),
    plaintiffs: named(plaintiffs.map(party), "plaintiffs"),
    defendants: named(defendants.map(party), "defendants"),
    plaintiffsAre: partiesAre(plaintiffs, "Plaintiff"),
    defendantsAre: partiesAre(defendants, "Defendant"),
    numberLabel,
    caseNumber: caseNumber === null ? null : print(writtenCaseNumber(caseNumber, caption, profile)),
    paperTitle: print(caption.paperTitle),
    designations: caption.designations.map((line) => piecesOf(print(line))),
  };
}

function named<T>(
  parties: readonly T[],
  what: string,
): readonly (T | { name: string; address: readonly string[] })[] {
  return parties.length > 0 ? parties : [{ name: gap(what), address: [] }];
}

export const whatIsMissing: CompletenessRules["caption"] = (_node, { details }) =>
  details.caption === null
    ? "the text has a caption, but no court and no parties are recorded"
    : null;
