import * as z from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import { FILING_METHODS, FILING_TEXT_LIMIT } from "#app/domain/filing.ts";
import { EXHIBIT_DELIVERIES } from "#app/domain/filing-copy.ts";
import { FILING_ZONES } from "#app/domain/filing-zone.ts";
import { id, line, optionalLine, optionalParagraphs, paragraphs } from "./fields.ts";

/** The most prompts and missing exhibits that are let stand by name when a copy is made. */
const MOST_LET_STAND = 1000;

/** The longest record of a signer's consent, in characters. */
const CONSENT_LIMIT = 300;

const zone = z.enum(FILING_ZONES, { error: "Choose the time zone of the agency or court." });
const method = z.enum(FILING_METHODS, { error: "Choose how it was filed." });
const filedOn = z
  .string({ error: "Enter the date on which it was filed." })
  .refine(isIsoDate, "Enter the date on which it was filed.");
const addressee = line("Enter the office or court that it was filed with.", FILING_TEXT_LIMIT);
const copyId = id("Load the page again.");

/** Make the filing copy: what its pages print, from the closed list of fields. */
export const makeFilingCopyForm = z.object({
  versionId: id("Load the page again."),
  hash: z
    .string({ error: "Load the page again." })
    .regex(/^[0-9a-f]{64}$/u, "Load the page again."),
  printedOn: z
    .string({ error: "Enter the day of filing that the pages are to print." })
    .refine(isIsoDate, "Enter the day of filing that the pages are to print."),
  zone,
  method: z.enum(FILING_METHODS, { error: "Choose how it is to be filed." }),
  exhibits: z
    .enum(EXHIBIT_DELIVERIES, { error: "Choose how the exhibits are filed." })
    .default("inside"),
  /** The certifier whom the text names has confirmed the certification to whoever files. */
  certified: z.boolean().default(false),
  /**
   * How each signer consented to "/s/ Name" (FRCP 11(a)); without consent a signature line is
   * printed.
   */
  signatures: z
    .array(
      z.object({
        signerId: id("Choose from the signers shown."),
        consent: optionalLine(CONSENT_LIMIT),
      }),
    )
    .max(40)
    .default([]),
  /** The signer who attests that the others concur, where the court asks for that (L26). */
  attestedById: id("Choose from the signers shown.").optional(),
  /** The keys of what is open in the text and let stand again, each by name (L61). */
  stands: z
    .array(z.string().regex(/^[0-9a-f]{64}$/u, "Load the page again."))
    .max(MOST_LET_STAND)
    .default([]),
  /** Why the text may be filed with that, or although the record says otherwise by now (L13, L35). */
  reason: optionalParagraphs(REASON_LIMIT),
  /** The key of the findings that the page showed: the reason covers exactly those. */
  seen: z
    .string()
    .regex(/^[0-9a-f]{64}$/u, "Load the page again.")
    .optional(),
});
export type MakeFilingCopyForm = z.output<typeof makeFilingCopyForm>;

/** Discard a filing copy that was not filed. */
export const discardFilingCopyForm = z.object({
  copyId,
  reason: paragraphs("Say why, in a sentence or two.", REASON_LIMIT),
});

/** Confirm that the copy was filed. The domain checks what is possible. */
export const confirmFilingForm = z.object({
  copyId,
  filedOn,
  zone,
  addressee,
  confirmation: optionalLine(FILING_TEXT_LIMIT),
  /** The court's case number, where the document starts a suit. */
  caseNumber: optionalLine(80),
});

/** Correct facts that were mistyped; both are shown from then on. */
export const correctFilingForm = z.object({
  filedOn,
  /** Left unchanged where it is not sent. */
  zone: zone.optional(),
  method,
  addressee,
  confirmation: optionalLine(FILING_TEXT_LIMIT),
});

/** Mark a filing as superseded by another filing of the same matter. */
export const supersedeForm = z.object({
  successorId: id("Choose the document that takes its place."),
});

export const withdrawForm = z.object({
  reason: paragraphs("Say why, in a sentence or two.", REASON_LIMIT),
});

/** Look up a file by its SHA-256. */
export const verifyForm = z.object({
  hash: z
    .string({ error: "Choose a PDF, or paste its SHA-256." })
    .transform((text) => text.replace(/\s+/gu, "").toLowerCase())
    .pipe(
      z
        .string()
        .regex(
          /^[0-9a-f]{64}$/u,
          "A SHA-256 is 64 characters long and has only the digits 0–9 and the letters a–f.",
        ),
    ),
});
