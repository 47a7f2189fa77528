/** One archive that was asked for, as its row has it. */
export interface AskedArchive {
  readonly id: string;
  readonly kind: string;
  readonly matterId: string | null;
  readonly takenById: string;
  readonly reach: string;
  readonly attempts: number;
}
