import { thousands } from "#app/domain/thousands.ts";
import { counted } from "#app/domain/counted.ts";
import { useEffect, useState } from "react";
import { reportUnlessRefused } from "#app/ui/report-unless-refused.ts";
import { unreachable } from "#app/ui/unreachable.ts";
import type { UnsavedDraft } from "#app/editor/session/unsaved-drafts.ts";
import { Banner } from "#app/ui/Banner.tsx";
import { ButtonLink } from "#app/ui/Button.tsx";
import { usePerson } from "./use-person.ts";

/** The changes that waited on this device, and those that do after they were sent; null while it is being sent. */
interface SentFromDevice {
  readonly before: number;
  readonly left: readonly UnsavedDraft[] | null;
}

/**
 * Once per page load, while online: takes the device for the person who is signed in, and deletes its
 * copies of drafts that they may no longer open (R5). Sends and tells what of theirs waits here, and leaves
 * once somebody else signs in at this browser.
 */
export function DeviceSweep() {
  const person = usePerson();
  const userId = person?.userId;
  const name = person?.name ?? "";
  const [waiting, setWaiting] = useState<SentFromDevice | null>(null);

  useEffect(() => {
    if (userId === undefined) return;
    let hasLeft = false;
    let stop = () => {};
    const sweep = async () => {
      const device = import("#app/editor/session/device-people.ts").catch(unreachable);
      const { onTaken, takeDevice } = await device;
      if (!(await takeDevice(userId, name)) || hasLeft) return;
      stop = onTaken(userId, () => location.reload());
      const drafts = import("#app/editor/session/unsaved-drafts.ts").catch(unreachable);
      const { unsavedDrafts } = await drafts;
      if ((await unsavedDrafts(userId)).length === 0) return;
      const sending = import("#app/editor/session/send-unsaved.ts").catch(unreachable);
      const { leftUnsaved, sendUnsaved } = await sending;
      const before = countOf(await leftUnsaved(userId));
      if (hasLeft || before === 0) return;
      setWaiting({ before, left: null });
      await sendUnsaved({ userId, name, organization: "", colour: 0 });
      const left = await leftUnsaved(userId);
      if (!hasLeft) setWaiting({ before, left });
    };
    // Without its code nothing is swept: the next page tries again.
    sweep().catch(reportUnlessRefused);
    return () => {
      hasLeft = true;
      stop();
    };
  }, [userId, name]);

  return <div aria-live="polite">{waiting ? <Told {...waiting} /> : null}</div>;
}

function Told({ before, left }: SentFromDevice) {
  if (left === null) {
    return <Banner kind="word">{changesOfYours(before)} only on this device. Sending…</Banner>;
  }
  const count = countOf(left);
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
      {changesOfYours(count)} still only on this device.
    </Banner>
  );
}

function changesOfYours(count: number): string {
  return counted(count, "change of yours is", "changes of yours are");
}

function savedNow(count: number): string {
  return count === 1
    ? "1 change of yours was only on this device. It is saved now."
    : `${thousands(count)} changes of yours were only on this device. They are saved now.`;
}

function countOf(drafts: readonly UnsavedDraft[]): number {
  return drafts.reduce((sum, draft) => sum + draft.changes, 0);
}
