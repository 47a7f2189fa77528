import { forwardRef, type HTMLAttributes } from "react";

type ListboxProps = HTMLAttributes<HTMLDivElement> & { readonly id: string };

/**
 * A list whose lines are chosen from a text that keeps the focus, and that says by
 * `aria-activedescendant` where in the list it is.
 */
export const Listbox = forwardRef<HTMLDivElement, ListboxProps>(function Listbox(props, ref) {
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a <select> takes the focus itself
  return <div {...props} ref={ref} role="listbox" tabIndex={-1} />;
});

type OptionProps = HTMLAttributes<HTMLDivElement> & { readonly selected: boolean };

/** One line of it. Keys are the text's. */
export function Option({ selected, ...rest }: OptionProps) {
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <option> stands in a <select> only
  return <div {...rest} role="option" aria-selected={selected} tabIndex={-1} />;
}
