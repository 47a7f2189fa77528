import { LostReferencesNotice } from "#app/editor/desk/lazy-parts.ts";
import type { LostReferencesProps } from "./lost.ts";

/** Reports references whose targets are gone or incomplete, and links to the first of them. */
export function LostReferences({ references, onGoTo }: LostReferencesProps) {
  return (
    <output className="block empty:-mb-6">
      {references.length > 0 ? (
        <LostReferencesNotice references={references} onGoTo={onGoTo} />
      ) : null}
    </output>
  );
}
