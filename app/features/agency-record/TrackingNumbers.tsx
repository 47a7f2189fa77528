import { writtenDay } from "#app/domain/dates.ts";
import type { AgencyRecordView, TrackingView } from "#server/services/index.ts";

interface TrackingNumbersProps {
  readonly numbers: readonly TrackingView[];
  /** Those that are owed and not given. */
  readonly owed: AgencyRecordView["numbersOwed"];
}

/** The agency's tracking numbers (L10) as typed, each with a note where it looks unusual, and those owed. */
export function TrackingNumbers({ numbers, owed }: TrackingNumbersProps) {
  return (
    <>
      {numbers.length === 0 ? null : (
        <ul aria-label="Tracking numbers" className="mb-3 grid gap-1">
          {numbers.map(({ number, office, unusual }) => (
            <li key={number}>
              No. <span className="font-medium wrap-anywhere">{number}</span>
              {office === null ? null : <span className="text-ink-soft">, {office}</span>}
              {unusual === null ? null : (
                <span className="block text-sm text-ink-soft">{unusual}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {numbers.length > 0 && owed.length === 0 ? null : (
        <p className="mb-3 text-ink-soft">
          {[
            ...(numbers.length === 0 ? ["No tracking number is recorded."] : []),
            ...owed.map(
              ({ component, since }) =>
                `${component ?? "The agency"} has owed one since ${writtenDay(since)}: a request that takes longer than ten days to process has a number of its own (5 U.S.C. 552(a)(7)(A)).`,
            ),
          ].join(" ")}
        </p>
      )}
    </>
  );
}
