/** Marks everything that rests on an event made up for the demonstration. */
export function InventedMark() {
  return (
    <span className="inline-block w-fit rounded border border-dashed border-rule-strong px-1.5 py-0.5 text-xs leading-tight text-ink-soft">
      Made up for this demonstration
    </span>
  );
}
