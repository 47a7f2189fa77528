/** A labeled value, or that it is not known: nothing about real parties is made up. */
export function LabeledValue({
  label,
  value,
}: {
  readonly label: string;
  readonly value: string | null;
}) {
  return (
    <div>
      <dt className="text-sm text-ink-soft">{label}</dt>
      <dd className="mt-0.5">
        {value ?? <span className="text-ink-soft italic">Not recorded</span>}
      </dd>
    </div>
  );
}
