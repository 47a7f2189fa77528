import { useSubmit } from "react-router";
import { useState, type FormEvent, type ReactNode } from "react";
import { ConfirmDialog } from "./ConfirmDialog.tsx";

/** The question before a final act, its consequence, and the confirming button. */
export interface Confirmation {
  readonly question: string;
  readonly consequence: string;
  readonly confirm: string;
  readonly danger?: boolean;
}

type Submitted = FormEvent<HTMLFormElement>;

/**
 * Makes a form ask once before it is sent, after its fields were validated. Without scripts it is
 * sent at once.
 */
export function useConfirm(
  ask: Confirmation | undefined,
  check: (event: Submitted) => void,
): { readonly onSubmit: (event: Submitted) => void; readonly dialog: ReactNode } {
  const [asked, setAsked] = useState<HTMLFormElement | null>(null);
  const submit = useSubmit();
  if (!ask) return { onSubmit: check, dialog: null };
  return {
    onSubmit: (event) => {
      check(event);
      // Buttons that change the form itself, such as adding a signer, also submit it; they don't
      // ask.
      const { submitter } = event.nativeEvent as SubmitEvent;
      const changesForm = submitter?.getAttribute("name") === "__intent__";
      if (event.defaultPrevented || changesForm) return;
      event.preventDefault();
      setAsked(event.currentTarget);
    },
    dialog: (
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={ask.question}
        confirm={ask.confirm}
        look={ask.danger ? "final" : "primary"}
        onConfirm={() => submit(asked)}
      >
        {ask.consequence}
      </ConfirmDialog>
    ),
  };
}
