// Reads mails that came in from anybody. It has no database and no network.
import { readInboundMail, type InboundMail, type MailToRead } from "./read.ts";

export default function work(mail: MailToRead): Promise<InboundMail | null> {
  return readInboundMail(mail);
}
