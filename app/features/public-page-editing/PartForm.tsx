import type { FormMetadata } from "@conform-to/react";
import { Link } from "react-router";
import type { ReactNode } from "react";
import type { FormField } from "#app/ui/Field.tsx";
import { FormBase, SentForm } from "#app/ui/SentForm.tsx";
import { editingPath } from "./EditFrame.tsx";

/** The form of one part of a public page; its base is sent along, so that edits are merged. */
export function PartForm({
  slug,
  base,
  children,
  ...form
}: {
  readonly slug: string;
  readonly form: FormMetadata;
  readonly base: FormField;
  readonly intent?: string;
  readonly submit: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <SentForm
      {...form}
      submitting="Saving…"
      beside={
        <Link to={editingPath(slug)} className="link">
          Cancel
        </Link>
      }
    >
      <FormBase field={base} />
      {children}
    </SentForm>
  );
}
