import { clsx } from "clsx";
import { BothValues } from "./saved-meanwhile.tsx";
import { BOX, control, LabeledControl, type FieldProps } from "./Field.tsx";

interface SelectFieldProps extends FieldProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The text of the empty option. */
  readonly unchosen: string;
}

/** A choice of one option, where there are too many to show at once. */
export function SelectField({ options, unchosen, ...rest }: SelectFieldProps) {
  return (
    <LabeledControl
      {...rest}
      labelOf={(chosen) => options.find(({ value }) => value === chosen)?.label ?? chosen}
    >
      <select {...control(rest)} className={clsx(BOX, "min-h-11")}>
        <option value="">{unchosen}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </LabeledControl>
  );
}

interface DateFieldProps extends FieldProps {
  /** The latest ISO date allowed. */
  readonly latest?: string;
}

export function DateField({ latest, ...rest }: DateFieldProps) {
  return (
    <LabeledControl {...rest}>
      <input
        {...control(rest)}
        type="date"
        max={latest}
        className={clsx(BOX, "min-h-11 max-w-52")}
      />
    </LabeledControl>
  );
}

/** A checkbox. */
export function TickField({ field, label, hint }: Omit<FieldProps, "optional">) {
  return (
    <div>
      <label className="-mx-2 flex cursor-pointer items-start gap-3 rounded-md px-2 py-1.5 hover:bg-wash">
        <input
          type="checkbox"
          id={field.id}
          name={field.name}
          form={field.formId}
          defaultChecked={field.initialValue === "on" || field.initialValue === true}
          aria-invalid={field.errors ? true : undefined}
          aria-describedby={hint ? field.descriptionId : undefined}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <span className="min-w-0">
          {label}
          {hint ? (
            <span id={field.descriptionId} className="block text-sm text-ink-soft">
              {hint}
            </span>
          ) : null}
        </span>
      </label>
      {field.errors ? (
        <p id={field.errorId} className="mt-1 text-[0.9375rem] font-medium text-danger">
          {field.errors.join(" ")}
        </p>
      ) : null}
      <BothValues field={field} label={label} labelOf={(on) => (on === "" ? "No" : "Yes")} />
    </div>
  );
}
