import type { Role } from "#app/domain/actor.ts";
import type { MailTimes } from "#app/domain/mail-preference.ts";
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
  /** Null where the reader has none. */
  readonly calendarAddress: CalendarAddressView | null;
  readonly mailTimes: MailTimes;
  readonly follows: readonly FollowView[];
  /** Whether this server can send mails: SMTP is configured and it knows its own address. */
  readonly sendsLetters: boolean;
  /** Whether the address is known to belong to the reader. */
  readonly confirmed: boolean;
}

/** A device on which the reader is signed in. The id is no secret: it grants no access. */
interface SessionView {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Browser and system in words, "Firefox on Windows"; null if unknown. */
  readonly device: string | null;
}
