import type { ArchiveOrigin } from "#server/services/index.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Says of a matter, or of a filing in one, that it came with an archive, and that nobody here saw what it tells. */
export function FromArchiveNotice({
  origin,
  what,
}: {
  /** Null for what was begun here: nothing is said. */
  readonly origin: ArchiveOrigin | null;
  readonly what: "matter" | "filing";
}) {
  if (origin === null) return null;
  const { at, by, from } = origin;
  return (
    <Notice kind="word" className="mb-8">
      <p>
        {what === "matter" ? "This matter was" : "This paper was filed elsewhere, and"} brought in
        with an archive on <Timestamp at={at} as="day" /> by{" "}
        {personLabel(by, "somebody who has left")}.{" "}
        {from === null ? "" : `The archive names ${from} as its workspace. `}
        Whoever is named “(from an archive)” is nobody here: what they did, and when, is what the
        archive says.
      </p>
    </Notice>
  );
}
