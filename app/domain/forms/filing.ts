import { z } from "zod";
import { isIsoDate } from "#app/domain/dates.ts";
import { REASON_LIMIT } from "#app/domain/lifecycle.ts";
import { FILING_METHODS, FILING_TEXT_LIMIT } from "#app/domain/filing.ts";
import { id, line, optionalLine, paragraphs } from "./fields.ts";

/** The longest record of a signer's consent, in characters. */
const CONSENT_LIMIT = 300;

/** The details of a filing as staff enter them. filing.ts checks which values are possible. */
const details = {
  filedOn: z
    .string({ error: "Enter the date on which it was filed." })
    .refine(isIsoDate, "Enter the date on which it was filed."),
  method: z.enum(FILING_METHODS, { error: "Choose how it was filed." }),
  addressee: line("Enter the office or court that it was filed with.", FILING_TEXT_LIMIT),
  confirmation: optionalLine(FILING_TEXT_LIMIT),
};

/** Record a filing: its details, and the closed list of fields that are filled in on its pages. */
export const fileForm = z.object({
  versionId: id("Load the page again."),
  hash: z
    .string({ error: "Load the page again." })
    .regex(/^[0-9a-f]{64}$/u, "Load the page again."),
  ...details,
  /** The court's case number, where the caption has none yet. */
  caseNumber: optionalLine(80),
  /**
   * Whether the certifier named in the text confirmed the certification to the person who files.
   */
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
});
export type FileForm = z.output<typeof fileForm>;

/** Correct mistyped details; both values are shown from then on. */
export const correctFilingForm = z.object(details);
export type CorrectFilingForm = z.output<typeof correctFilingForm>;

/** Mark a filing as superseded by another filing of the same matter. */
export const supersedeForm = z.object({
  successorId: id("Choose the document that takes its place."),
});
export type SupersedeForm = z.output<typeof supersedeForm>;

export const withdrawForm = z.object({
  reason: paragraphs("Say why, in a sentence or two.", REASON_LIMIT),
});
export type WithdrawForm = z.output<typeof withdrawForm>;

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
export type VerifyForm = z.output<typeof verifyForm>;
