import type { OfferCandidate } from "#app/document/public-page/record-forms.ts";
import { writtenDay } from "#app/domain/dates.ts";
import type { PublicRecord } from "#app/domain/public-page/record.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";

/** The files that a page can offer, with their default names. */
export function offerCandidates({ filings, attachments }: PublicRecord): OfferCandidate[] {
  return [
    ...filings.map(({ documentId, kind, filedOn, title }): OfferCandidate => {
      // Not the working title, which is not part of the document.
      const name = `${KINDS[kind].publicName.en}, ${writtenDay(filedOn)}`;
      return { kind: "filed", id: documentId, name, title, isInvented: false };
    }),
    ...attachments
      .filter(({ isTakenBack }) => !isTakenBack)
      .map(({ id, name, isInvented }): OfferCandidate => ({
        kind: "attachment",
        id,
        name,
        title: null,
        isInvented,
      })),
  ];
}
