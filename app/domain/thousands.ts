/**
 * A count as it is written in English: 12,345. At most three decimals are kept. By hand, since the
 * first `toLocaleString` of a page costs a browser some 17 ms (decision 117).
 */
export function thousands(count: number): string {
  const [whole = "", decimals] = String(Math.round(Math.abs(count) * 1_000) / 1_000).split(".");
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) {
    groups.unshift(whole.slice(Math.max(0, end - 3), end));
  }
  const sign = count < 0 && groups.join("") + (decimals ?? "") !== "0" ? "-" : "";
  return sign + groups.join(",") + (decimals === undefined ? "" : `.${decimals}`);
}
