import { forwardRef, useState, type FormEvent, type ReactNode } from "react";
import type { UnsavedDraft } from "#app/editor/session/unsaved-drafts.ts";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { ConfirmDialog } from "#app/ui/ConfirmDialog.tsx";
import { usePerson } from "./use-person.ts";

interface SignOutFormProps {
  /** Ends the sessions on all devices instead of this one; always asks for confirmation. */
  readonly everywhere?: boolean;
  readonly children?: ReactNode;
}

interface Leaving {
  readonly form: HTMLFormElement;
  readonly unsaved: readonly UnsavedDraft[];
}

/**
 * Signs out with a full page load, so that nothing stays in memory. This device's copies of drafts
 * are deleted first; if one has edits that the server lacks, it asks for confirmation (R5).
 * Children are the content of its button.
 */
export const SignOutForm = forwardRef<HTMLFormElement, SignOutFormProps>(function SignOutForm(
  { everywhere = false, children },
  ref,
) {
  const userId = usePerson()?.userId;
  const [leaving, setLeaving] = useState<Leaving | null>(null);

  const leave = async (form: HTMLFormElement, person: string) => {
    try {
      const { leaveDevice } = await import("#app/editor/session/device-people.ts");
      await leaveDevice(person, "sign-out");
    } finally {
      // Not requestSubmit: the confirmation was given already.
      form.submit();
    }
  };

  const ask = async (form: HTMLFormElement, person: string) => {
    const unsaved = await unsavedOnThisDevice(person);
    if (unsaved.length > 0 || everywhere) setLeaving({ form, unsaved });
    else await leave(form, person);
  };

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    if (userId === undefined) return;
    event.preventDefault();
    void ask(event.currentTarget, userId);
  };

  const loses = (leaving?.unsaved.length ?? 0) > 0;
  return (
    <>
      <form
        ref={ref}
        data-asks={everywhere ? "Sign out on all devices?" : ""}
        method="post"
        action={everywhere ? "/account" : "/logout"}
        onSubmit={onSubmit}
      >
        {everywhere ? <input type="hidden" name={INTENT_FIELD} value="everywhere" /> : null}
        {children}
      </form>
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={loses ? "Some words are not saved yet" : "Sign out on all devices?"}
        confirm={loses ? "Delete these words and sign out" : "Sign out on all devices"}
        look="final"
        onConfirm={() => {
          if (leaving && userId !== undefined) void leave(leaving.form, userId);
        }}
      >
        {leaving && loses ? (
          <>
            Only this device has your last words in {titles(leaving.unsaved)}. Signing out deletes
            them. To keep them, cancel, open the draft while you are online and wait for “Saved”.
          </>
        ) : (
          "This device and every other one are signed out at once. Tokens for your programs and your calendar’s address end. Copies of drafts on this device are deleted; all that is saved stays."
        )}
      </ConfirmDialog>
    </>
  );
});

async function unsavedOnThisDevice(person: string): Promise<readonly UnsavedDraft[]> {
  try {
    const { unsavedDrafts } = await import("#app/editor/session/unsaved-drafts.ts");
    return await unsavedDrafts(person);
  } catch (error) {
    // Without storage, which browsers refuse with a DOMException, there are no copies. Signing out must
    // not depend on it, nor on a bug.
    if (!(error instanceof DOMException)) reportError(error);
    return [];
  }
}

function titles(drafts: readonly UnsavedDraft[]): string {
  return drafts.map(({ title }) => `“${title}”`).join(", ");
}
