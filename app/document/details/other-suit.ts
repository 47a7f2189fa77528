/** Another lawsuit of the same matter, as its docket has it (L66). Days are ISO dates. */
export interface OtherSuit {
  /** Its parties: "A et al. v. B". */
  readonly name: string;
  readonly court: string;
  readonly district: string;
  /** Null means "not recorded". */
  readonly caseNumber: string | null;
  readonly judge: string | null;
  readonly filedOn: string | null;
  readonly isInSameCourt: boolean;
  /** Whether it enforces a request that this lawsuit enforces. */
  readonly sharesRequest: boolean;
  /** Whether an agency is sued in both. */
  readonly sharesDefendant: boolean;
  readonly hasEnded: boolean;
  /** Whether the plaintiffs dismissed the whole of it by notice, FRCP 41(a)(1)(B). */
  readonly isWithdrawn: boolean;
}

/** "A v. B, No. 1:22-cv-1 (Northern District of California), filed January 11, 2022", without the day. */
export function otherSuitName({ name, caseNumber, district }: OtherSuit): string {
  return `${name}, ${caseNumber === null ? "no number recorded" : `No. ${caseNumber}`} (${district || "district not recorded"})`;
}
