import type { InboundMailReader } from "#server/inbound-mail/index.ts";
import type { ReplyAddressPattern } from "#server/inbound-mail/settings.ts";

/** The services' needs for having letters answered by e-mail. */
export interface ReplyByMailPort {
  /** The addresses that answers go to. */
  readonly address: ReplyAddressPattern;
  /** The mail server whose Authentication-Results are believed. */
  readonly authservId: string;
  readonly reader: InboundMailReader;
}
