import * as z from "zod";
import { REASON_LIMIT } from "#app/domain/reason.ts";
import { id, line, optionalParagraphs, paragraphs } from "./fields.ts";
import { givenPassword } from "./password.ts";

/**
 * The version that the page showed, so that nobody signs or returns a version they did not read.
 */
const read = {
  versionId: id("Load the page again."),
  hash: z
    .string({ error: "Load the page again." })
    .regex(/^[0-9a-f]{64}$/u, "Load the page again."),
  organizationId: id("Choose the organization that you act for."),
};

const reason = paragraphs("Say why, in a sentence or two.", REASON_LIMIT);

/** In characters: more than any key's answer has. */
const PASSKEY_ANSWER_LIMIT = 30_000;

/** A passkey's signature of the decision, as the browser hands it on (JSON); left out without one. */
const passkey = z.string().max(PASSKEY_ANSWER_LIMIT, "Load the page again.").optional();

/** Sign off on a version for one's own organization, by a passkey or by the password, asked again. */
export const signOffForm = z
  .object({ ...read, passkey, password: givenPassword.optional() })
  .refine(({ passkey: signed, password }) => signed !== undefined || password !== undefined, {
    path: ["password"],
    error: "Enter your password.",
  });

/** Request changes to a version for one's own organization, with the reason; by a passkey or without. */
export const requestChangesForm = z.object({ ...read, reason, passkey });

/** Ask to decide by passkey: what it is to sign. */
export const passkeyAskForm = z.object({
  ...read,
  decision: z.enum(["approved", "changes-requested"], { error: "Load the page again." }),
});
export type PasskeyAsk = z.output<typeof passkeyAskForm>;

/** The largest ask, in bytes. */
export const PASSKEY_ASK_BYTES = 2_000;

/** Recall a document from review, or reopen an approved one. */
export const returnToDraftForm = z.object({ reason });

/** Name a version of the draft without freezing it. */
export const nameVersionForm = z.object({
  name: line("Enter a name, such as “Before the call with counsel”.", 120),
});

/** Submit for review, with the reason why findings may stand where one is asked for. */
export const submitForm = z.object({
  /** To whoever asked for changes of the version before (M30). */
  answer: optionalParagraphs(REASON_LIMIT),
  reason: optionalParagraphs(REASON_LIMIT),
  /** The key of the findings that the page showed: the reason covers exactly those. */
  seen: z
    .string()
    .regex(/^[0-9a-f]{64}$/u, "Load the page again.")
    .optional(),
  /** The choice about open comments and suggestions of the parties, where there are some (M13). */
  threads: z.enum(["leave", "close"], { error: "Choose what becomes of them." }).optional(),
  /** When the page listed them: what is newer is left open. */
  listedAt: z.iso.datetime({ error: "Load the page again." }).optional(),
});
