/** One archive that was asked for, as its row has it. */
export interface AskedArchive {
  readonly id: string;
  readonly kind: string;
  readonly matterId: string | null;
  readonly takenById: string;
  readonly reach: string;
  readonly attempts: number;
}

/** Where an archive stands, written now and then, and asked whether it is still wanted. */
export interface Progress {
  /** Tells of how many parts it is made. */
  parts(count: number): void;
  /** Tells that one more is written. Throws where somebody called it off. */
  done(): Promise<void>;
}
