import { writtenDay } from "#app/domain/dates.ts";
import type { TrackingView } from "#server/services/index.ts";

interface TrackingNumbersProps {
  readonly numbers: readonly TrackingView[];
  /** Since when the agency owes one; ISO day, null for not. */
  readonly owedSince: string | null;
}

/** The agency's tracking numbers (L10) as typed, each with a note where it looks unusual. */
export function TrackingNumbers({ numbers, owedSince }: TrackingNumbersProps) {
  if (numbers.length === 0) {
    return (
      <p className="mb-3 text-ink-soft">
        No tracking number is recorded.
        {owedSince === null
          ? null
          : ` The agency has owed one since ${writtenDay(owedSince)}: a request that takes longer than ten days to process has a number of its own (5 U.S.C. 552(a)(7)(A)).`}
      </p>
    );
  }
  return (
    <ul aria-label="Tracking numbers" className="mb-3 grid gap-1">
      {numbers.map(({ number, office, unusual }) => (
        <li key={number}>
          No. <span className="font-medium wrap-anywhere">{number}</span>
          {office === null ? null : <span className="text-ink-soft">, {office}</span>}
          {unusual === null ? null : <span className="block text-sm text-ink-soft">{unusual}</span>}
        </li>
      ))}
    </ul>
  );
}
