/**
 * Shows the SHA-256 by which a version or a PDF is known: the first twelve digits at sight and the
 * whole of it on demand.
 */
export function Hash({ hash, of }: { readonly hash: string; readonly of: string }) {
  return (
    <details className="inline-block max-w-full align-top">
      <summary className="cursor-pointer rounded text-sm text-ink-soft hover:text-ink">
        <span className="sr-only">{of}: </span>
        SHA-256 <code className="text-ink">{hash.slice(0, 12)}…</code>
      </summary>
      <code className="block max-w-[36ch] pt-1 text-sm break-all">{hash}</code>
    </details>
  );
}
