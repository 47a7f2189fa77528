import type { ReactNode } from "react";
import type { ArchivedView } from "#server/services/index.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Says that a matter was put away, when and by whom. */
export function ArchivedNotice({
  archived: { at, by },
  children,
}: {
  readonly archived: ArchivedView;
  readonly children?: ReactNode;
}) {
  return (
    <Notice kind="word" className="mb-8">
      <p>
        Archived on <Timestamp at={at} as="day" />
        {by === null ? "" : ` by ${by}`}. It can be read as before; nobody writes, signs or files in
        it, and nobody is told what is due in it.
      </p>
      {children}
    </Notice>
  );
}
