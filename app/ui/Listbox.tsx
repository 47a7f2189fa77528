import { forwardRef, type HTMLAttributes } from "react";

type ListboxProps = HTMLAttributes<HTMLDivElement> & { readonly id: string };

/**
 * A listbox whose options are chosen from a text that keeps the focus; `aria-activedescendant`
 * there names the current option.
 */
export const Listbox = forwardRef<HTMLDivElement, ListboxProps>(function Listbox(props, ref) {
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a <select> takes the focus itself
  return <div {...props} ref={ref} role="listbox" tabIndex={-1} />;
});

type OptionProps = HTMLAttributes<HTMLDivElement> & { readonly selected: boolean };

/** An option of the listbox. Keys are handled by the text. */
export function Option({ selected, ...rest }: OptionProps) {
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <option> is only allowed in a <select>
  return <div {...rest} role="option" aria-selected={selected} tabIndex={-1} />;
}
