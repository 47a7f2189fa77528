import { Link } from "react-router";
import type { DocumentView } from "#server/services/index.ts";
import { PrintedLetterhead } from "#app/features/document/PrintedLetterhead.tsx";

/** The generated letterhead of a letter, with a link to edit it. */
export function Letterhead({ view }: { readonly view: DocumentView }) {
  const { letter, organizations } = view.facts;
  if (view.layoutProfile !== "letter" || letter === null) return null;
  return (
    <PrintedLetterhead letter={letter} organizations={organizations}>
      {view.may.edit ? (
        <Link to={`/documents/${view.id}/facts#letter`} className="link edit-details">
          Parties, signers and addresses
        </Link>
      ) : null}
    </PrintedLetterhead>
  );
}
