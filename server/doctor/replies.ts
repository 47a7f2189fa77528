import type { ReplySettings } from "#server/inbound-mail/settings.ts";
import { failed, lineOf, ok, skipped, warning, type DoctorFinding } from "./finding.ts";

/** More than a process leaves in the mailbox between two looks. */
const MANY = 50;

/** Whether the mailbox can be read in which answers to letters arrive. */
export async function checkReplies(replies: ReplySettings | null): Promise<DoctorFinding> {
  if (!replies) return skipped("Nobody can answer a letter by e-mail (REPLY_ADDRESS).");
  const { address, authservId, imap, token } = replies;
  const where = `${address.prefix}+…@${address.domain}`;
  const trusts = `DMARC results of ${authservId} are believed`;
  if (!imap) return ok(`Answers to ${where} are handed in at /mail/in; ${trusts}.`);
  try {
    const { countWaiting } = await import("#server/inbound-mail/mailbox.ts");
    const waiting = await countWaiting(imap, address);
    const both = token === null ? "" : ", and /mail/in takes them, too";
    const says = `The mailbox of answers to ${where} lets us in${both}; ${trusts}. ${waiting} wait there, with those to others whose address holds “${address.prefix}+”.`;
    return waiting < MANY
      ? ok(says)
      : warning(says, "See whether a server runs with these settings, and what its log says.");
  } catch (error) {
    return failed(
      `The mailbox of answers refuses: ${lineOf(error)}.`,
      "See IMAP_URL (name, port, user, password, folder; imaps:// for TLS from the start).",
    );
  }
}
