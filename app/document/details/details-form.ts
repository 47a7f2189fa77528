import * as z from "zod";
import {
  id,
  line as needed,
  optionalId,
  optionalLine,
  optionalParagraphs,
} from "#app/domain/forms/fields.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { mergeFields } from "./form-base.ts";
import { linesOf, sentencesOf, ticked, typedAddress } from "./form-fields.ts";
import {
  DETAILS_LIMITS,
  documentDetails,
  type DocumentDetails,
  type SignerDetails,
} from "./document-details.ts";
import { mergedDetails, type DetailSources } from "./merged-details.ts";

/**
 * The form for a document's own details. Its caption's court and parties are edited in its docket;
 * signers and addresses, with the matter.
 */

/** The fields that a document shares with others: their places in the forms that edit them. */
const EDITED_ELSEWHERE = [
  "addresses",
  "shared-addressee",
  "shared-signers",
  "docket-court",
] as const;
export type EditedElsewhere = (typeof EDITED_ELSEWHERE)[number];

export const detailsForm = z.object({
  ...mergeFields,
  organizations: z
    .array(z.object({ id: id("Load the page again."), speaks: ticked }))
    .max(DETAILS_LIMITS.organizations)
    .default([]),
  /** The signers, in order. */
  signers: z
    .array(
      z.object({
        id: id("Choose a signer."),
        /** Whether the caption's counsel block names this signer. */
        counsel: ticked,
      }),
    )
    .max(DETAILS_LIMITS.signers, `Choose at most ${DETAILS_LIMITS.signers} signers.`)
    .default([]),
  letter: z
    .object({
      /**
       * Whether letterhead, date and addressee are printed above the text; otherwise the text
       * contains them itself.
       */
      printed: ticked,
      delivery: optionalLine(200),
      /** Whether it goes to the agency's address recorded for the matter. */
      toAgency: ticked,
      addressee: typedAddress,
      re: optionalLine(500),
      expeditedProcessing: ticked,
      feeWaiver: ticked,
    })
    .optional(),
  caption: z
    .object({
      paperTitle: needed("Enter the title of the paper.", 200),
      designations: optionalParagraphs(2_000),
    })
    .optional(),
  /** The lawsuit it belongs to; left out where there is no action. */
  docketId: optionalId("Choose from the dockets shown."),
  certifier: z
    .object({
      name: optionalLine(120),
      title: optionalLine(160),
      /** The organization whose reasons they certify. */
      organizationId: optionalId("Choose from the organizations shown."),
    })
    .optional(),
  /** The certifiers of each of the other organizations (L28); left out where nobody certifies. */
  furtherCertifiers: z
    .array(
      z.object({
        organizationId: id("Choose from the organizations shown."),
        name: optionalLine(120),
        title: optionalLine(160),
      }),
    )
    .max(DETAILS_LIMITS.organizations)
    .default([]),
  trackingNumbers: optionalParagraphs(5_000),
  /** Where to continue after saving: at a field that is edited elsewhere. */
  onward: z.enum(EDITED_ELSEWHERE).optional().catch(undefined),
});
export type DetailsForm = z.output<typeof detailsForm>;

/** Values that the form may not change: the matter's parties, and the draft's details before. */
export interface DetailsBefore {
  readonly facts: DocumentDetails;
  /** The matter's parties, in order. */
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly city: string | null;
  }[];
}

/**
 * The details that result from a form, merged with what is recorded elsewhere. Refuses `bad-input`
 * with a sentence by field. Names and cities of organizations come from the workspace, whatever was
 * sent. An organization that is no longer a party can't be added, but stays until it is unticked.
 */
export function detailsOfForm(
  form: DetailsForm,
  { facts: details, parties: ofMatter }: DetailsBefore,
  sources: DetailSources,
): Outcome<DocumentDetails> {
  const known = new Map(
    details.organizations.map((organization) => [organization.id, organization]),
  );
  for (const party of ofMatter) {
    known.set(party.id, { ...party, address: known.get(party.id)?.address ?? [] });
  }
  const signers = signersToChoose(details, sources);
  const unknown = form.signers.findIndex(({ id: key }) => !signers.has(key));
  if (unknown >= 0) {
    return refuse("bad-input", undefined, {
      [`signers[${unknown}].id`]: "Choose from the signers shown.",
    });
  }
  const speaking = new Set(
    form.organizations.flatMap(({ id: key, speaks }) => (speaks ? [key] : [])),
  );
  const silent = form.signers.findIndex(
    ({ id: key }) => !speaking.has(signers.get(key)?.organizationId ?? ""),
  );
  if (silent >= 0) {
    const { name = "", organizationId = "" } = signers.get(form.signers[silent]?.id ?? "") ?? {};
    const organization = known.get(organizationId)?.name ?? "an organization";
    return refuse("bad-input", undefined, {
      [`signers[${silent}].id`]: `${name} signs for ${organization}, which this document does not name. Check it above, or remove the signer.`,
    });
  }
  const { letter, caption, certifier } = form;
  if (letter?.printed && letter.toAgency && !suitsAgency(linesOf(letter.addressee), sources)) {
    return refuse("bad-input", undefined, { "letter.addressee": TWO_ADDRESSEES });
  }
  const own = {
    organizations: form.organizations.flatMap(({ id: key, speaks }) => {
      const organization = known.get(key);
      return speaks && organization ? [organization] : [];
    }),
    signers: form.signers.map(({ id: key }) => signers.get(key)),
    letter: letter?.printed
      ? {
          date: details.letter?.date ?? null,
          delivery: letter.delivery ?? null,
          addressee: linesOf(letter.addressee),
          re: letter.re ?? null,
          expeditedProcessing: letter.expeditedProcessing,
          feeWaiver: letter.feeWaiver,
          isAppeal: details.letter?.isAppeal ?? false,
        }
      : null,
    caption: details.caption && {
      ...details.caption,
      ...(caption && {
        paperTitle: caption.paperTitle,
        designations: linesOf(caption.designations),
      }),
      counsel: form.signers.filter(({ counsel }) => counsel).map(({ id: key }) => key),
    },
    certifier: certifier?.name
      ? {
          name: certifier.name,
          title: certifier.title ?? null,
          organizationId: certifier.organizationId ?? null,
        }
      : null,
    furtherCertifiers: form.furtherCertifiers.flatMap(({ organizationId, name, title = null }) =>
      // Another certifier may be named for it above, and an organization may have been removed.
      name && speaking.has(organizationId) && certifier?.organizationId !== organizationId
        ? [{ organizationId, name, title }]
        : [],
    ),
    trackingNumbers: linesOf(form.trackingNumbers),
    exhibits: details.exhibits,
    sourced: details.sourced,
  };
  const read = documentDetails.safeParse(own);
  if (!read.success) return refuse("bad-input", undefined, sentencesOf(read.error));
  return done(mergedDetails(read.data, sources));
}

const TWO_ADDRESSEES =
  "Clear “Addressed to the agency” to print another addressee, or leave this empty.";

/** Whether addressing the letter as the matter records it would drop no typed line. */
function suitsAgency(typed: readonly string[], { shared }: DetailSources): boolean {
  const recorded = shared.addressee;
  return recorded === null || typed.length === 0 || typed.join("\n") === recorded.join("\n");
}

/**
 * The signers that may be chosen: those recorded for the matter, and those already on the document.
 */
export function signersToChoose(
  { signers }: Pick<DocumentDetails, "signers">,
  { shared }: Pick<DetailSources, "shared">,
): Map<string, SignerDetails> {
  return new Map([...shared.signers, ...signers].map((signer) => [signer.id, signer]));
}

/** The lawsuit that a document belongs to and its addressee. */
interface DocumentPlacement {
  readonly toAgency: boolean;
  readonly docketId: string | null;
  /** The agency's recorded address; where there is one, the document has no address of its own. */
  readonly agency: readonly string[] | null;
}

/** The form's initial values for the details of a draft. */
export function formOfDetails(
  { facts: details, parties: ofMatter }: DetailsBefore,
  { toAgency, docketId, agency }: DocumentPlacement,
) {
  const speaking = details.organizations.map(({ id: key, name, address }) => ({
    id: key,
    name,
    speaks: true,
    stands: address,
  }));
  const others = ofMatter
    .filter((party) => !speaking.some(({ id: key }) => key === party.id))
    .map(({ id: key, name }) => ({ id: key, name, speaks: false, stands: [] }));
  const { letter, caption, certifier } = details;
  return {
    organizations: [...speaking, ...others],
    signers: details.signers.map(({ id: key }) => ({
      id: key,
      counsel: caption?.counsel.includes(key) ?? false,
    })),
    letter: {
      printed: letter !== null,
      delivery: letter?.delivery ?? "",
      toAgency,
      addressee:
        toAgency && agency && agency.length > 0 ? "" : (letter?.addressee.join("\n") ?? ""),
      re: letter?.re ?? "",
      expeditedProcessing: letter?.expeditedProcessing ?? false,
      feeWaiver: letter?.feeWaiver ?? false,
    },
    caption: caption && {
      paperTitle: caption.paperTitle,
      designations: caption.designations.join("\n"),
    },
    docketId: docketId ?? "",
    certifier: {
      name: certifier?.name ?? "",
      title: certifier?.title ?? "",
      organizationId: certifier?.organizationId ?? "",
    },
    furtherCertifiers: [...speaking, ...others].map(({ id: organizationId }) => {
      const own = details.furtherCertifiers.find(
        (known) => known.organizationId === organizationId,
      );
      return { organizationId, name: own?.name ?? "", title: own?.title ?? "" };
    }),
    trackingNumbers: details.trackingNumbers.join("\n"),
  };
}
export type FilledDetailsForm = ReturnType<typeof formOfDetails>;
