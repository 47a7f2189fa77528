/** Said beside everything that rests on an event which the demonstration needed and nobody knows of. */
export function InventedMark() {
  return (
    <span className="inline-block rounded border border-dashed border-rule-strong px-1.5 py-0.5 text-xs leading-tight text-ink-soft">
      Made up for this demonstration
    </span>
  );
}
