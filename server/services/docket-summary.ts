/** A line of the list of a matter's dockets. */
export interface DocketSummary {
  readonly id: string;
  /** Its parties and its number. */
  readonly name: string;
  readonly court: string;
  readonly district: string;
  readonly caseNumber: string | null;
  /** ISO date. */
  readonly filedOn: string | null;
  /** How many documents belong to it. */
  readonly papers: number;
}
