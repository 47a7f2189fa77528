/** A header of a mail. */
interface MailHeader {
  /** Lower case. */
  readonly key: string;
  readonly value: string;
}

const BULK = new Set(["bulk", "list", "junk", "auto_reply", "auto-reply"]);
/** Headers that only machines and lists write. Feedback-ID is none: services that send put it on people's mails, too. */
const OF_MACHINES = [
  "list-id",
  "list-post",
  "list-unsubscribe",
  "x-autoreply",
  "x-autorespond",
  "x-autoresponder",
  "x-auto-reply",
  "x-loop",
];

/**
 * Whether no person wrote a mail: an absence note, a list, a report that a mail did not arrive. Such mails
 * are never answered (RFC 3834), so that no two programs write to each other for ever.
 */
export function isAutomatic(headers: readonly MailHeader[]): boolean {
  return headers.some(({ key, value }) => {
    const said = value.trim().toLowerCase();
    const [first = ""] = said.split(/[\s;(]/u);
    switch (key) {
      case "auto-submitted":
        return first !== "no";
      case "precedence":
        return BULK.has(first);
      case "return-path":
        return said === "<>" || said === "";
      case "content-type":
        return first === "multipart/report" || first === "message/delivery-status";
      default:
        return OF_MACHINES.includes(key);
    }
  });
}
