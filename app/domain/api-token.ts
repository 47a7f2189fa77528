/**
 * Tokens of programs (I2): a secret by which a program acts as one person at `/api/v1`, as far as its
 * scopes say. It opens no page and no room.
 */

/** The scopes of a token, with what each lets a program do, as its maker reads it. */
export const SCOPE_LABELS = {
  read: "Read matters, documents and their texts, versions, filings, dates, records and dockets",
  "read:threads": "Read comments and suggestions that all parties of a matter see",
  "write:documents": "Start documents from a template or a Word file",
  "write:record": "Record letters of agencies",
  "write:docket": "Record docket entries",
} as const;
export type Scope = keyof typeof SCOPE_LABELS;
export const SCOPES = Object.keys(SCOPE_LABELS) as readonly Scope[];

/** For how many days a token can be made: a year at most. */
export const TOKEN_DAYS = ["7", "30", "90", "180", "365"] as const;
export type TokenDays = (typeof TOKEN_DAYS)[number];

/** The most tokens of one person that are neither revoked nor over. */
export const MOST_TOKENS = 20;

/** Begins every token, so that a program that looks for leaked secrets knows one. */
export const TOKEN_PREFIX = "cdesk_";

/** Scopes as they are stored, joined by spaces; unknown ones grant nothing. */
export function readScopes(stored: string): readonly Scope[] {
  const names = stored.split(" ");
  return SCOPES.filter((scope) => names.includes(scope));
}
