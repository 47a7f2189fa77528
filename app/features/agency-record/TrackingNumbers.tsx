import type { TrackingView } from "#server/services/index.ts";

/** The agency's tracking numbers (L10) as typed, each with a note where it looks unusual. */
export function TrackingNumbers({ numbers }: { readonly numbers: readonly TrackingView[] }) {
  if (numbers.length === 0) {
    return <p className="mb-3 text-ink-soft">No tracking number is recorded.</p>;
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
