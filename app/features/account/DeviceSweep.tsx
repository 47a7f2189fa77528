import { useEffect, useState, type ComponentType } from "react";
import type { SentUnsaved } from "./SentFromDevice.tsx";
import { usePerson } from "./use-person.ts";

/**
 * Once per page load, while online: takes the device for the person who is signed in, and deletes its
 * copies of drafts that they may no longer open (R5). Sends and tells what of theirs waits here, and leaves
 * once somebody else signs in at this browser.
 */
export function DeviceSweep() {
  const person = usePerson();
  const userId = person?.userId;
  const name = person?.name ?? "";
  const [Told, setTold] = useState<ComponentType<SentUnsaved> | null>(null);
  const [waiting, setWaiting] = useState<SentUnsaved | null>(null);

  useEffect(() => {
    if (userId === undefined) return;
    let hasLeft = false;
    let stop = () => {};
    const sweep = async () => {
      const { onTaken, takeDevice } = await import("#app/editor/session/device-people.ts");
      if (!(await takeDevice(userId, name)) || hasLeft) return;
      stop = onTaken(userId, () => location.reload());
      const { unsavedDrafts } = await import("#app/editor/session/unsaved-drafts.ts");
      if ((await unsavedDrafts(userId)).length === 0) return;
      const [{ leftUnsaved, sendUnsaved }, told] = await Promise.all([
        import("#app/editor/session/send-unsaved.ts"),
        import("./SentFromDevice.tsx"),
      ]);
      const before = told.changesIn(await leftUnsaved(userId));
      if (hasLeft || before === 0) return;
      setTold(() => told.SentFromDevice);
      setWaiting({ before, left: null });
      await sendUnsaved({ userId, name, organization: "", colour: 0 });
      const left = await leftUnsaved(userId);
      if (!hasLeft) setWaiting({ before, left });
    };
    // Without its code nothing is swept: the next page tries again.
    sweep().catch(() => undefined);
    return () => {
      hasLeft = true;
      stop();
    };
  }, [userId, name]);

  return <div aria-live="polite">{Told && waiting ? <Told {...waiting} /> : null}</div>;
}
