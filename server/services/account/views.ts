import type { Role } from "#app/domain/actor.ts";
import type { MailTimes } from "#app/domain/mail-preference.ts";
import type { SignInMethod } from "#server/auth/sessions.ts";
import type { CalendarAddressView } from "#server/services/calendar/address.ts";
import type { FollowView } from "#server/services/follows/choose.ts";
import type { Instant } from "#server/services/instant.ts";
import type { OrganizationTag } from "#server/services/organizations/tag.ts";

/** The reader's own account. */
export interface AccountView {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly workspaceAdmin: boolean;
  readonly memberships: readonly {
    readonly organization: OrganizationTag;
    readonly roles: readonly Role[];
  }[];
  readonly sessions: readonly SessionView[];
  /** How many there are. */
  readonly passkeys: number;
  readonly hasPassword: boolean;
  /** Null where the reader has none. */
  readonly calendarAddress: CalendarAddressView | null;
  readonly mailTimes: MailTimes;
  readonly follows: readonly FollowView[];
  /** Whether this server can send mails: SMTP is configured and it knows its own address. */
  readonly sendsLetters: boolean;
  /** Whether the address is known to belong to the reader. */
  readonly confirmed: boolean;
}

/** How far the reader's sign-in reaches, and how it can be made to reach further (P8). */
export interface OwnFactorView {
  /** Whether a factor of their own was proved. */
  readonly own: boolean;
  /** The organization through which they came in, and which it reaches; null for none. */
  readonly via: string | null;
  /** Organizations of theirs that it does not reach, and a factor of their own would. */
  readonly beyond: readonly string[];
  /** Those that nothing but their identity provider reaches. */
  readonly byProvider: readonly string[];
  /** Whether one of theirs asks them for a passkey or a second factor: then nothing less is a way. */
  readonly asksMore: boolean;
  /** Which factors of their own there are to prove. */
  readonly ways: {
    readonly passkey: boolean;
    readonly code: boolean;
    readonly password: boolean;
    readonly link: boolean;
  };
}

/** A device on which the reader is signed in. The id is no secret: it grants no access. */
interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Browser and system in words, "Firefox on Windows"; null if unknown. */
  readonly device: string | null;
  /** The address from which it was opened; null where that is not known. */
  readonly address: string | null;
  /** To the hour; null where that is not known. */
  readonly lastUsedAt: Instant | null;
  readonly method: SignInMethod;
  /** The organization whose roles alone it carries; null where it reaches all that it may. */
  readonly onlyFor: string | null;
}
