import type { PublishedPage } from "./published.ts";

/** The exemptions of 5 U.S.C. 552(b), as pages name them. */
export const EXEMPTIONS = [
  "(b)(1)",
  "(b)(2)",
  "(b)(3)",
  "(b)(4)",
  "(b)(5)",
  "(b)(6)",
  "(b)(7)(A)",
  "(b)(7)(B)",
  "(b)(7)(C)",
  "(b)(7)(D)",
  "(b)(7)(E)",
  "(b)(7)(F)",
  "(b)(8)",
  "(b)(9)",
] as const;
export type ExemptionName = (typeof EXEMPTIONS)[number];

/** The exemptions that the agency claims anywhere on the page, each once, in the statute's order. */
export function exemptionsOn({ filings }: Pick<PublishedPage, "filings">): ExemptionName[] {
  const claimed = filings
    .flatMap(({ items }) => items.flatMap(({ filed }) => filed))
    .flatMap(({ outcomes }) => outcomes.flatMap(({ exemptions }) => exemptions));
  // "(b)(5) (deliberative process)" is (b)(5).
  return EXEMPTIONS.filter((name) =>
    claimed.some((one) => one === name || one.startsWith(`${name} `)),
  );
}
