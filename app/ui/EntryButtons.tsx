import type { FormMetadata } from "@conform-to/react";
import { Button } from "./Button.tsx";

interface EntryButtonProps<Fields extends Record<string, unknown>> {
  readonly form: Pick<FormMetadata<Fields>, "insert" | "remove">;
  /** The list's name in the form. */
  readonly list: string;
  /** The name of an entry: "signer". */
  readonly entry: string;
}

/** Removes one entry of a list in a form. */
export function RemoveEntry<Fields extends Record<string, unknown>>({
  form,
  list,
  entry,
  index,
}: EntryButtonProps<Fields> & { readonly index: number }) {
  return (
    <Button look="quiet" {...form.remove.getButtonProps({ name: list, index })} type="submit">
      Remove {entry} {index + 1}
    </Button>
  );
}

/** Adds an entry to a list in a form. */
export function AddEntry<Fields extends Record<string, unknown>>({
  form,
  list,
  entry,
}: EntryButtonProps<Fields>) {
  return (
    <Button {...form.insert.getButtonProps({ name: list })} type="submit">
      Add a {entry}
    </Button>
  );
}
