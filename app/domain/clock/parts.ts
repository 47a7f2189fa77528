/**
 * Decisions of the agency beside the records themselves: a denial can be appealed as a
 * determination of that part (L11), and leaves the time for the determination of the request as it
 * is.
 */
export const DECIDED_BESIDE = {
  expedition: "expedited processing",
  feeWaiver: "fee waiver",
  feeCategory: "fee category",
} as const;

const NAMES: readonly string[] = Object.values(DECIDED_BESIDE);

/** Whether a part is decided beside the records. */
export function isDecidedBeside(part: string | undefined): boolean {
  return part !== undefined && NAMES.includes(part);
}

/** The name of a part, however it was typed: "Fee waiver" is the fee waiver. */
export function nameOfPart(typed: string): string {
  const plain = typed.trim().toLowerCase();
  return NAMES.find((name) => name === plain) ?? typed;
}
