import type { WordArrivalView } from "#server/services/index.ts";
import { Notice } from "#app/ui/Notice.tsx";

/** Lists what can't be kept, each with its place, before anything is written (W7). */
export function NotKept({ lines }: { readonly lines: WordArrivalView["notKept"] }) {
  if (lines.length === 0) {
    return (
      <p>All of its text can be kept. Its fonts, colors and margins are those of the layout.</p>
    );
  }
  return (
    <Notice kind="problem">
      <p>Can’t be kept, and would be left out:</p>
      <ul className="mt-1 list-disc pl-5">
        {lines.map(({ what, count, places }) => (
          <li key={what} className="wrap-anywhere">
            {what}
            {count > 1 ? ` (${count.toLocaleString("en-US")})` : ""}
            {places.length > 0 ? `: ${places.join("; ")}` : ""}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
