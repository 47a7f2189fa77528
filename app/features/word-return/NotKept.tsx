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
      <Lines lines={lines} />
    </Notice>
  );
}

/** Words of a file that are not its text: they go along neither into a new draft nor to the caret. */
export function PrintedFromDetails({ lines }: { readonly lines: WordArrivalView["printed"] }) {
  if (lines.length === 0) return null;
  return (
    <Notice kind="word">
      <p>
        A document prints these from its own parties, signers and addresses. The file’s words for
        them don’t go into a text:
      </p>
      <Lines lines={lines} />
    </Notice>
  );
}

function Lines({ lines }: { readonly lines: WordArrivalView["notKept"] }) {
  return (
    <ul className="mt-1 list-disc pl-5">
      {lines.map(({ what, places }) => (
        <li key={what} className="wrap-anywhere">
          {places.length > 0 ? `${what}: ${places.join("; ")}` : what}
        </li>
      ))}
    </ul>
  );
}
