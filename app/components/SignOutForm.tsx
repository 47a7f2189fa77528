import { AlertDialog } from "radix-ui";
import { forwardRef, useState, type FormEvent, type ReactNode } from "react";
import type { UnsavedDraft } from "~/editor/device-copies";
import { buttonClass } from "./Button";
import { Question } from "./Question";
import { usePerson } from "./person";

interface Leaving {
  readonly form: HTMLFormElement;
  readonly unsaved: readonly UnsavedDraft[];
}

/**
 * Signs out here, with a whole page load so that nothing of what was read stays in memory. The copies
 * of drafts on this device are deleted first; if one holds words that the server does not have, it
 * asks before (R5).
 */
export const SignOutForm = forwardRef<HTMLFormElement, { readonly children?: ReactNode }>(
  function SignOutForm({ children }, ref) {
    const userId = usePerson()?.userId;
    const [leaving, setLeaving] = useState<Leaving | null>(null);

    const leave = async (form: HTMLFormElement, person: string) => {
      const { clearDeviceCopies } = await import("~/editor/device-copies");
      try {
        await clearDeviceCopies(person);
      } finally {
        // Not requestSubmit: this form has been asked already.
        form.submit();
      }
    };

    const ask = async (form: HTMLFormElement, person: string) => {
      const { unsavedDrafts } = await import("~/editor/device-copies");
      const unsaved = await unsavedDrafts(person).catch(() => []);
      if (unsaved.length > 0) setLeaving({ form, unsaved });
      else await leave(form, person);
    };

    const onSubmit = (event: FormEvent<HTMLFormElement>) => {
      if (userId === undefined) return;
      event.preventDefault();
      void ask(event.currentTarget, userId);
    };

    return (
      <>
        <form ref={ref} method="post" action="/logout" onSubmit={onSubmit}>
          {children}
        </form>
        <Question
          open={leaving !== null}
          onClose={() => setLeaving(null)}
          title="Some words are not saved yet"
          confirm={
            <AlertDialog.Action
              className={buttonClass("danger")}
              onClick={() => {
                if (leaving && userId !== undefined) void leave(leaving.form, userId);
              }}
            >
              Delete these words and sign out
            </AlertDialog.Action>
          }
        >
          Only this device has your last words in{" "}
          {leaving?.unsaved.map(({ title }) => `“${title}”`).join(", ")}. Signing out deletes them.
          To keep them, cancel, open the draft while you are online and wait for “Saved”.
        </Question>
      </>
    );
  },
);
