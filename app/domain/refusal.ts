import { PAGE_SENTENCE } from "./page-sentence.ts";

/**
 * Expected errors, as values. The set of codes is closed: the tables code → HTTP status and
 * code → sentence are exhaustive Records, so that a missing entry does not compile. A room closes
 * sockets with codes of its own (app/protocol/close-codes.ts).
 */
export const REFUSAL_CODES = [
  // Identity
  "not-signed-in",
  "wrong-credentials",
  "too-many-tries",
  "expired-link",
  // Permission
  "not-found",
  "forbidden",
  // Input
  "bad-input",
  "too-large",
  "reason-missing",
  "conflict",
  "stale",
  // Document status
  "wrong-status",
  "frozen",
  "archived",
  "reviewer-missing",
  "required-missing",
  "not-required",
  "not-party",
  "already-signed",
  "hash-differs",
  "record-differs",
  "certifier-missing",
  "text-incomplete",
  "private-data",
  "draft-unreadable",
  // People and parties
  "last-admin",
  "lead-stays",
  // Threads and suggestions
  "generation-differs",
  "foreign-client",
  // Server
  "our-fault",
  "unavailable",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** Says what happened, whether anything was lost and what to do, in the user's words. */
  readonly sentence: string;
  /** For forms: sentences by field name. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The id of the block at fault, so that a page can link to it. */
  readonly block?: string;
  /** For forms with concurrent edits: what somebody else saved in the fields that both changed. */
  readonly clash?: SavedMeanwhile;
  /** For forms: a fingerprint of what the sentence names; sent back, it confirms that it was seen. */
  readonly seen?: string;
}

/** Values that somebody else saved while a form was open. */
export interface SavedMeanwhile {
  /**
   * A fingerprint of the other person's values; sent back, it confirms that this person saw them
   * and decided.
   */
  readonly seen: string;
  /**
   * By field name, what both changed: the other person's value and one's own, as form values; empty
   * for a blank.
   */
  readonly both: Readonly<Record<string, { readonly theirs: string; readonly own: string }>>;
  /** By field name, what only the other person changed; these values are kept. */
  readonly kept: Readonly<Record<string, string>>;
  /** By field name, who saved it, in words; left out where that is not known. */
  readonly by: Readonly<Record<string, string>>;
}

/** The result of a service function: the value, or a refusal. */
export type Outcome<T, R = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

/** A successful outcome; without an argument for functions that return nothing. */
export function done(): Outcome<void>;
export function done<T>(value: T): Outcome<T>;
export function done<T>(value?: T): Outcome<T | undefined> {
  return { ok: true, value };
}

/**
 * A refused outcome.
 * @param sentence what happened, whether anything was lost, what to do; defaults to the code's own
 * sentence.
 * @param fields for forms: sentences by field name.
 */
export function refuse(
  code: RefusalCode,
  sentence: string = REFUSAL_SENTENCE[code],
  fields?: Readonly<Record<string, string>>,
): Extract<Outcome<never>, { ok: false }> {
  return { ok: false, refusal: fields ? { code, sentence, fields } : { code, sentence } };
}

/** The HTTP status of each refusal. */
export const REFUSAL_STATUS: Readonly<Record<RefusalCode, number>> = {
  "not-signed-in": 401,
  "wrong-credentials": 400,
  "too-many-tries": 429,
  "expired-link": 410,
  "not-found": 404,
  forbidden: 403,
  "bad-input": 400,
  "too-large": 413,
  "reason-missing": 400,
  conflict: 409,
  stale: 409,
  "wrong-status": 409,
  frozen: 409,
  archived: 409,
  "reviewer-missing": 409,
  "required-missing": 409,
  "not-required": 409,
  "not-party": 409,
  "already-signed": 409,
  "hash-differs": 409,
  // The server's own data is inconsistent; the client can't have caused it.
  "record-differs": 500,
  "our-fault": 500,
  "certifier-missing": 409,
  "text-incomplete": 409,
  "private-data": 409,
  "draft-unreadable": 409,
  "last-admin": 409,
  "lead-stays": 409,
  "generation-differs": 409,
  "foreign-client": 409,
  unavailable: 503,
};

/** The default sentence of each code. */
export const REFUSAL_SENTENCE: Readonly<Record<RefusalCode, string>> = {
  ...PAGE_SENTENCE,
  "wrong-credentials":
    "The e-mail address and the password do not belong together. Nothing was changed; check both and try again.",
  "too-many-tries":
    "There were too many tries in a short time. Nothing was changed; wait a few minutes and try again.",
  "expired-link":
    "This link has been used already or has expired. Nothing was changed; ask whoever sent it for a new one.",
  forbidden:
    "Your role does not allow this. Nothing was changed; ask an administrator of your organization if it should.",
  "too-large":
    "This is larger than can be taken in one piece. Nothing of it was saved; make it smaller or add it in parts.",
  "reason-missing":
    "A reason is needed, so that everyone knows why the text goes back. Nothing was changed; write one and send it again.",
  conflict:
    "This exists already or was changed by someone else in the meantime. Nothing of theirs was overwritten; load the page again and look before you repeat it.",
  stale:
    "Someone changed this since you opened it. Nothing of theirs was overwritten; load the page again, look at what is new, and repeat what you did.",
  "wrong-status":
    "The document has moved on since you opened the page, so this is no longer possible. Nothing was changed; load the page again to see where it stands.",
  archived:
    "This matter is archived: it can be read, and nobody writes, signs or files in it. Nothing was lost; an administrator of the organization that leads it can bring it back.",
  frozen:
    "The text is frozen and takes no edits. Nothing in it was changed; a drafter can bring it back to draft with a reason, unless it is filed.",
  "reviewer-missing":
    "A required organization has no reviewer yet, so nobody could sign for it. The draft is unchanged; ask that organization’s administrator to name a reviewer, then submit again.",
  "required-missing":
    "No organization is required to sign this document yet. The draft is unchanged; ask an administrator of the lead organization to choose who must sign, then submit again.",
  "not-required":
    "This document does not ask for your organization’s sign-off. Nothing was changed; an administrator of the lead organization decides who must sign.",
  "not-party":
    "That organization is not a party of the matter. Nothing was changed; add it to the matter first.",
  "already-signed":
    "Your organization has signed this version already; one signature is enough. Nothing was changed and there is nothing more to do.",
  "hash-differs":
    "The text you saw is not the text that is up for signature. Nothing was signed; load the page again and read the version shown there.",
  "record-differs":
    "What is stored here is not what the record says was agreed. Nothing was signed, filed or handed out; tell whoever runs this workspace.",
  "our-fault":
    "Something went wrong on our side, so this was not done. Nothing that was saved is lost, and whoever runs this workspace can read of it in the log. Try again; if it happens twice, tell them.",
  "certifier-missing":
    "This request asks for expedited processing and its certification is not confirmed. No filing copy was made; have the person whom the text names confirm it.",
  "text-incomplete":
    "The text has an open end, such as a reference whose target is gone. The draft is unchanged; fix the marked places and submit again.",
  "private-data":
    "The paper holds what looks private, or exhibit pages that only a person can look through. Nothing was handed out or filed; look at the places, take them out, or say why they may stand.",
  "draft-unreadable":
    "This draft could not be brought over to the new version of this program, so it can’t be opened for now. Nothing of it was lost: its text is kept as it was. Tell whoever runs this server.",
  "last-admin":
    "An organization needs an administrator, and this is its last one. Nothing was changed; make someone else an administrator first.",
  "lead-stays":
    "The lead organization can’t leave its own matter. Nothing was changed; remove another party, or start a new matter under another lead.",
  "generation-differs":
    "The draft was reopened or restored since you opened it. Your unsaved words are kept on this device and will be offered to you; load the page again.",
  "foreign-client":
    "This page’s mark in the draft belongs to someone else. Your words are kept; the page starts afresh with them.",
  unavailable:
    "The server can’t do this right now. Nothing was changed and nothing saved was lost; try again in a minute.",
};
