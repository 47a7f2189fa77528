/**
 * A count as it is written in English: 12,345. At most three decimals are kept. By hand, since the
 * first `toLocaleString` of a page costs a browser some 17 ms (decision 117).
 */
export function thousands(count: number): string {
  const rounded = Math.sign(count) * Math.round(Math.abs(count) * 1_000);
  const [whole = "", ...decimals] = String(rounded / 1_000).split(".");
  return [whole.replaceAll(/\B(?=(?:\d{3}){1,6}$)/gu, ","), ...decimals].join(".");
}
