import type { UnreadableDraftView } from "#server/services/documents/migrated.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { Notice } from "#app/ui/Notice.tsx";

/** Lists the drafts that this release could not migrate, for the workspace's administrator. */
export function UnreadableDrafts({ drafts }: { readonly drafts: readonly UnreadableDraftView[] }) {
  if (drafts.length === 0) return null;
  return (
    <Notice kind="problem" className="mb-6">
      <p className="font-medium">
        {drafts.length === 1
          ? "One draft could not be brought over to this version of the program."
          : `${drafts.length} drafts could not be brought over to this version of the program.`}
      </p>
      <p className="mt-1">
        The text is kept as it was and nothing of it was lost, but nobody can open it. Keep the
        backup that was taken before the upgrade, and report what stands below; each start of the
        server tries again.
      </p>
      <ul className="mt-2 grid gap-1">
        {drafts.map(({ documentId, lead, reason, at }) => (
          <li key={documentId}>
            <code>{documentId}</code>, in a matter that {lead} leads: {reason} (tried{" "}
            <Timestamp at={at} />)
          </li>
        ))}
      </ul>
    </Notice>
  );
}
