/** The value of a cookie in a Cookie header or `document.cookie`, as it stands there; null if there is none. */
export function cookieIn(header: string | null, name: string): string | null {
  const pair = header
    ?.split(";")
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) ?? null;
}
