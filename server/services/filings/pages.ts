import { paperTitle } from "#app/document/details/paper-title.ts";
import type { DocumentKind } from "#app/domain/document.ts";
import type { ExhibitDelivery } from "#app/domain/filing-copy.ts";
import type { Outcome } from "#app/domain/refusal.ts";
import type { Marking, Pages } from "#server/typesetting/index.ts";
import type { FilingFields } from "#app/document/details/filing-fields.ts";
import type { Resources } from "#server/services/resources.ts";
import type { StoredContent } from "#server/services/versions/content.ts";

/** Typesets a text; the pages are marked unless they are the filed ones. */
export function setPages(
  { typesetter }: Pick<Resources, "typesetter">,
  { prose, facts, layoutProfile }: StoredContent,
  {
    by,
    kind,
    ...as
  }: {
    readonly kind: DocumentKind;
    /** The person who requests them. */
    readonly by: string;
    readonly marking: Marking | null;
    readonly filing: FilingFields | null;
    /** The instant in the PDF's metadata: the same text and instant give the same bytes. */
    readonly createdAt: Date;
  },
): Promise<Outcome<Pages>> {
  const title = paperTitle(kind, facts);
  const input = { prose, facts, layoutProfile, title, language: "en-US", ...as };
  return typesetter.typeset(input, { by });
}

/**
 * The pages as filed on that day, with the closed list of fields filled in. Exhibits that are filed
 * as separate files are listed in the text, without their pages (L25).
 */
export function setFiledPages(
  resources: Pick<Resources, "typesetter">,
  content: StoredContent,
  {
    kind,
    filing,
    by,
    at,
    exhibits = "inside",
  }: {
    readonly kind: DocumentKind;
    readonly filing: FilingFields;
    readonly by: string;
    /** When they are made (L60), which is not the day that they print. */
    readonly at: Date;
    readonly exhibits?: ExhibitDelivery;
  },
): Promise<Outcome<Pages>> {
  const { facts } = content;
  const apart = facts.exhibits.map((exhibit) => ({ ...exhibit, file: null }));
  const printed =
    exhibits === "inside" ? content : { ...content, facts: { ...facts, exhibits: apart } };
  return setPages(resources, printed, { by, kind, marking: null, filing, createdAt: at });
}
