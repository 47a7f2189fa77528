const SHA256 = /^[0-9a-f]{64}$/u;

/** Whether it is a SHA-256 as this program writes them: 64 hexadecimal digits, lower case. */
export function isSha256(text: string): boolean {
  return SHA256.test(text);
}
