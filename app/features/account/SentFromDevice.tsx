import type { UnsavedDraft } from "#app/editor/session/unsaved-drafts.ts";
import { Banner } from "#app/ui/Banner.tsx";
import { ButtonLink } from "#app/ui/Button.tsx";

/** What waited on this device, and what does after it was sent; null while it is being sent. */
export interface SentUnsaved {
  readonly before: number;
  readonly left: readonly UnsavedDraft[] | null;
}

/** Tells that it is being sent, and then what is left. */
export function SentFromDevice({ before, left }: SentUnsaved) {
  if (left === null) {
    return <Banner kind="word">{changes(before)} only on this device. Sending…</Banner>;
  }
  const count = changesIn(left);
  if (count === 0) {
    return <Banner kind="word">{savedNow(before)}</Banner>;
  }
  return (
    <Banner
      kind="word"
      action={left.map(({ documentId, title }) => (
        <ButtonLink
          key={documentId}
          to={`/documents/${documentId}`}
          className="min-h-9 px-3 py-1.5"
        >
          Open “{title}”
        </ButtonLink>
      ))}
    >
      {changes(count)} still only on this device.
    </Banner>
  );
}

function changes(count: number): string {
  return count === 1 ? "1 change of yours is" : `${count} changes of yours are`;
}

function savedNow(count: number): string {
  return count === 1
    ? "1 change of yours was only on this device. It is saved now."
    : `${count} changes of yours were only on this device. They are saved now.`;
}

/** How many changes wait in those drafts. */
export function changesIn(drafts: readonly UnsavedDraft[]): number {
  return drafts.reduce((sum, draft) => sum + draft.changes, 0);
}
