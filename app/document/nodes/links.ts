const SAFE_PROTOCOLS = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The longest address of a link, in characters. */
const LONGEST_ADDRESS = 2048;

/**
 * Whether an address is allowed in a link: absolute, with the protocol http, https, mailto or tel,
 * without control characters or surrounding blanks, and no longer than LONGEST_ADDRESS.
 */
export function isSafeAddress(address: unknown): address is string {
  if (typeof address !== "string" || address.length > LONGEST_ADDRESS) return false;
  // Browsers drop tabs and line ends inside an address, which lets "java\nscript:" through.
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f\u2028\u2029]/.test(address)) return false;
  try {
    return SAFE_PROTOCOLS.has(new URL(address).protocol);
  } catch {
    // No address at all.
    return false;
  }
}
