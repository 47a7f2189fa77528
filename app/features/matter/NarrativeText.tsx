/** Its beginning, with the rest folded where there is more. */
export function NarrativeText({ paragraphs }: { paragraphs: readonly string[] }) {
  const [first = "", ...others] = paragraphs;
  const whole = (
    <div className="grid max-w-prose gap-3 leading-relaxed">
      {paragraphs.map((paragraph) => (
        <p key={paragraph} className="whitespace-pre-line">
          {paragraph}
        </p>
      ))}
    </div>
  );
  if (others.length === 0) return whole;
  return (
    <details className="group">
      <summary className="cursor-pointer list-none [&::-webkit-details-marker]:hidden">
        <span className="line-clamp-2 max-w-prose group-open:hidden">{first}</span>
        <span className="link">
          <span className="group-open:hidden">The whole narrative</span>
          <span className="hidden group-open:inline">Its beginning alone</span>
        </span>
      </summary>
      <div className="mt-3">{whole}</div>
    </details>
  );
}
