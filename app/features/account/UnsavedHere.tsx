import { useEffect, useState } from "react";
import { reportUnlessRefused } from "#app/ui/report-unless-refused.ts";
import { unreachable } from "#app/ui/unreachable.ts";
import { Notice } from "#app/ui/Notice.tsx";

/**
 * For whoever opens the sign-in page: whose changes wait on this device, by given name and number. They
 * stay closed until that person has signed in.
 */
export function UnsavedHere() {
  const [people, setPeople] = useState<readonly string[]>([]);

  useEffect(() => {
    let hasLeft = false;
    const look = async () => {
      const device = import("#app/editor/session/device-people.ts").catch(unreachable);
      const { unsavedPeople } = await device;
      const found = await unsavedPeople();
      const said = found.map(({ givenName, changes }) => sentenceOf(givenName, changes));
      if (!hasLeft) setPeople(said);
    };
    // A browser that keeps nothing has nothing to tell.
    look().catch(reportUnlessRefused);
    return () => {
      hasLeft = true;
    };
  }, []);

  return (
    <div aria-live="polite" className="empty:hidden">
      {people.length === 0 ? null : (
        <Notice kind="word" className="mb-5">
          {people.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
    </div>
  );
}

function sentenceOf(givenName: string, changes: number): string {
  return changes === 1
    ? `${givenName} has 1 change on this device that is not saved yet. It is kept for ${givenName} alone.`
    : `${givenName} has ${changes} changes on this device that are not saved yet. They are kept for ${givenName} alone.`;
}
