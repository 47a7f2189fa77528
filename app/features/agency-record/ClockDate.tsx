import type { ReactNode } from "react";

interface ClockDateProps {
  readonly label: string;
  /** Null where no date can be computed. */
  readonly value: string | null;
  /** Shown in its place. */
  readonly instead?: string;
  /** The rule it follows from. */
  readonly source: string;
  readonly isOver?: boolean;
  /** Remarks. */
  readonly children?: ReactNode;
}

/** A date of the clock with the rule it follows from. */
export function ClockDate({
  label,
  value,
  instead = "Not recorded",
  source,
  isOver = false,
  children,
}: ClockDateProps) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="mt-0.5">
        {value === null ? (
          <span className="text-ink-soft italic">{instead}</span>
        ) : (
          <span className="font-medium tabular-nums">{value}</span>
        )}
        {isOver && value !== null ? (
          <span className="ml-2 text-sm font-medium text-danger">passed</span>
        ) : null}
        <span className="mt-0.5 grid gap-0.5 text-sm text-ink-soft">{children}</span>
        <span className="block text-sm text-ink-soft">[{source}]</span>
      </dd>
    </div>
  );
}
