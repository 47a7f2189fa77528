/**
 * Why a room closes a socket (R2). A browser cannot read a refused upgrade, so everything but a
 * wrong path, method or origin is reported by one of these. Codes 4400 to 4499 are permanent: the
 * page stops reconnecting and says why. After the others it reconnects, and access is decided
 * again.
 */
export const CLOSE = {
  /** The message was malformed (R6); nothing of it was kept. */
  malformed: 4400,
  /** There is no session, or it ended: sign in again. */
  signInAgain: 4401,
  /**
   * There is no such draft, or this person has no access. The browser deletes its local copy (R5).
   */
  noSuchDraft: 4404,
  /** Text under another person's client id (R7): start a fresh Y.Doc and keep the text. */
  freshDocument: 4409,
  /** The schema or the draft's generation differs (R4, R17): reload the page. */
  reload: 4426,
  /** Too many connections of this person, or in this room (R22). Too many from one address get 1013 (R1). */
  tooMany: 4429,
  /** Rights may have changed, or the server restarts: reconnect (R5, R21). */
  decideAfresh: 1012,
  /** Temporarily unavailable: reconnect later (R12, R13). */
  comeBack: 1013,
} as const;

type CloseName = keyof typeof CLOSE;
export type CloseCode = (typeof CLOSE)[CloseName];

/** The most bytes of a close frame's reason. */
const REASON_BYTES = 123;

/**
 * The reason sent with a code, for logs and developer tools; `why` says more, never with anything of
 * what was sent.
 */
export function closeReason(code: CloseCode, why?: string): string {
  const reason = CLOSE_REASONS[code];
  if (why === undefined) return reason;
  // In ASCII a letter is a byte.
  return `${reason}: ${why}`.replaceAll(/[^ -~]/gu, "?").slice(0, REASON_BYTES);
}

/** The reason of each code; at most 123 bytes. */
export const CLOSE_REASONS: Readonly<Record<CloseCode, string>> = {
  4400: "the message was malformed",
  4401: "sign in again",
  4404: "no such draft",
  4409: "start a fresh copy of the draft",
  4426: "reload the page",
  4429: "too many connections",
  1012: "reconnect",
  1013: "not now, come back",
};

/**
 * Whether the page must stop reconnecting after this close code and say why (R2): any code of 4400
 * to 4499, including ones that this build does not know.
 */
export function isPermanentClose(code: number): boolean {
  return code >= 4400 && code <= 4499;
}
