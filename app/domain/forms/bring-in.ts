import * as z from "zod";
import { DOCUMENT_KINDS } from "#app/domain/document.ts";
import { KINDS } from "#app/domain/document-kinds/index.ts";
import { isIsoDate } from "#app/domain/dates.ts";
import { FILING_METHODS, FILING_TEXT_LIMIT } from "#app/domain/filing.ts";
import { FILING_ZONES } from "#app/domain/filing-zone.ts";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import { typedItems } from "#app/domain/typed-items.ts";
import { id, line, optionalId, optionalLine, optionalParagraphs } from "./fields.ts";
import { PARTY_LIMIT } from "./matter.ts";

/** The largest PDF that can be brought in, in bytes: more than a court takes in one file. */
export const BROUGHT_IN_BYTES = 50_000_000;

/** The field that carries the PDF. */
export const BROUGHT_IN_FIELD = "file";

/** The longest text of typed items, in characters. */
const ITEMS_LIMIT = 20_000;

/** As a document's details have them. */
const NUMBERS = { most: 50, longest: 80 } as const;

/** Things that a request may ask for besides its records. */
const ASKED = ["expedition", "fee-waiver"] as const;

/** The numbers in a line, separated by commas. */
export function numbersIn(line: string | undefined): string[] {
  const numbers = (line ?? "").split(/[,;]/u).map((number) => number.trim());
  return [...new Set(numbers.filter((number) => number !== ""))];
}

/** Bring in a paper that was filed before it came here (L59), as the PDF that was filed. */
export const bringInForm = z
  .object({
    kind: z.enum(DOCUMENT_KINDS, { error: "Choose the kind of paper." }),
    title: line("Enter the paper’s title.", 200),
    filedOn: z
      .string({ error: "Enter the date on which it was filed." })
      .refine(isIsoDate, "Enter the date on which it was filed."),
    zone: z.enum(FILING_ZONES, { error: "Choose the time zone of the agency or court." }),
    method: z.enum(FILING_METHODS, { error: "Choose how it was filed." }),
    addressee: line("Enter the office or court that it was filed with.", FILING_TEXT_LIMIT),
    confirmation: optionalLine(FILING_TEXT_LIMIT),
    /** The agency’s numbers, or the court’s. */
    numbers: optionalLine(FILING_TEXT_LIMIT),
    docketId: optionalId("Choose from the dockets shown."),
    organizationIds: z
      .array(id("Choose from the organizations shown."), {
        error: "Choose at least one organization that filed it.",
      })
      .min(1, "Choose at least one organization that filed it.")
      .max(PARTY_LIMIT, `Choose at most ${PARTY_LIMIT} organizations.`),
    items: optionalParagraphs(ITEMS_LIMIT),
    asked: z.array(z.enum(ASKED)).default([]),
    /** Whether all that was found may stand, and why. */
    stands: z.boolean().default(false),
    reason: optionalParagraphs(REASON_LIMIT),
    /** The key of what was found and named. */
    seen: z
      .string()
      .regex(/^[0-9a-f]{64}$/u, "Load the page again.")
      .optional(),
  })
  .superRefine((form, context) => {
    const refused = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (form.kind === "request") {
      const items = typedItems(form.items ?? "");
      if (!items.ok) refused("items", items.refusal.fields?.["items"] ?? "");
    }
    const inCourt = KINDS[form.kind].caption !== null;
    if (inCourt && !form.docketId) {
      refused(
        "docketId",
        "Choose the docket of its lawsuit; if it is not recorded, record it first.",
      );
    }
    const numbers = numbersIn(form.numbers);
    if (inCourt && numbers.length > 1) {
      refused("numbers", "A paper in court has one case number.");
    }
    if (numbers.length > NUMBERS.most || numbers.some(({ length }) => length > NUMBERS.longest)) {
      refused("numbers", "Separate the numbers by commas; each is at most 80 characters long.");
    }
  });
export type BringInForm = z.output<typeof bringInForm>;
