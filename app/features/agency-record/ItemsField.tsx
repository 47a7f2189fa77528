import { ChoicesField, type FieldProps } from "#app/ui/Field.tsx";

interface ItemsFieldProps extends FieldProps {
  readonly items: readonly {
    readonly id: string;
    readonly label: string;
    readonly words: string;
  }[];
}

/** A choice of items of the request, by their numbers there; one that is ticked by itself means its parts too. */
export function ItemsField({ items, hint, ...rest }: ItemsFieldProps) {
  const hasParts = items.some(({ label }) => !/^\d+$/u.test(label));
  return (
    <ChoicesField
      {...rest}
      hint={
        <>
          {hint}
          {hasParts ? " An item selected by itself means all of its parts." : null}
        </>
      }
      multiple
      choices={items.map(({ id, label, words }) => ({
        value: id,
        label: `${label}. ${words.length > 90 ? `${words.slice(0, 90)}…` : words}`,
      }))}
    />
  );
}
