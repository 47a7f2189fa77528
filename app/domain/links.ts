/** The longest address of a link, in characters. */
const LONGEST_ADDRESS = 2048;

/**
 * A host directly behind two slashes, and no `@`: what stands before one looks like the host, and may be a
 * password. Browsers mend `http:\\host` and `http:host`, and each reader of a text shows something else.
 */
const WEB = /^https?:\/\/[^/?#@\\]+(?:[/?#]|$)/iu;
/** Mail to those who can be seen, with at most a subject: nothing hidden is added, such as `bcc`. */
const MAIL = /^mailto:[^?#/\\]+(?:\?subject=[^&?#\\]*)?$/iu;
const TELEPHONE = /^tel:[\d+().;=a-z-]+$/iu;

/**
 * Whether an address is allowed in a link, typed, pasted, suggested or sent by another program: of the web,
 * of a mailbox or of a telephone, without name and password, control characters or blanks, and no longer
 * than LONGEST_ADDRESS.
 */
export function isSafeAddress(address: unknown): address is string {
  if (typeof address !== "string" || !isSound(address)) return false;
  return isWebAddress(address) || MAIL.test(address) || TELEPHONE.test(address);
}

/** Whether it is an address of the web, http or https, that may stand in a link. */
export function isWebAddress(address: string): boolean {
  if (!isSound(address) || !WEB.test(address)) return false;
  try {
    return new URL(address).hostname !== "";
  } catch {
    // No address at all.
    return false;
  }
}

/** Browsers drop tabs and line ends inside an address, which lets "java\nscript:" through. */
function isSound(address: string): boolean {
  if (address.length > LONGEST_ADDRESS) return false;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return !/[\u0000-\u0020\u007f\u2028\u2029\\]|\p{Surrogate}/u.test(address);
}
