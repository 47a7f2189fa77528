import { clsx } from "clsx";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { BothValues } from "./saved-meanwhile.tsx";
import { useLatest } from "./use-latest.ts";

/** The parts of a form that a field uses; conform's field metadata fits. */
export interface FormField {
  readonly id: string;
  readonly name: string;
  readonly formId: string;
  readonly errorId: string;
  readonly descriptionId: string;
  readonly errors: readonly string[] | undefined;
  readonly initialValue: unknown;
}

export interface FieldProps {
  readonly field: FormField;
  readonly label: string;
  readonly hint?: ReactNode;
  /** Marks the label; unmarked fields are required. */
  /** Said beside the label, but where the first choice of a list is an answer of its own. */
  readonly optional?: boolean | "by its first choice";
}

/** The classes of a text box. */
export const BOX =
  "w-full rounded-md border border-rule-strong bg-paper px-3 py-2 text-base text-ink aria-invalid:border-danger aria-invalid:outline-1 aria-invalid:outline-danger focus-visible:aria-invalid:outline-2 focus-visible:aria-invalid:outline-focus";

interface TextFieldProps extends FieldProps {
  readonly type?: "text" | "email";
  readonly autoComplete?: string;
  readonly short?: boolean;
  /** Offered while one types; anything else can be typed, too. */
  readonly suggestions?: readonly string[];
}

/** One line of text, with its label above and its error between the two. */
export function TextField({
  type = "text",
  autoComplete = "off",
  short = false,
  suggestions = [],
  ...rest
}: TextFieldProps) {
  const list = suggestions.length > 0 ? `${rest.field.id}-suggestions` : undefined;
  return (
    <LabeledControl {...rest}>
      <input
        {...control(rest)}
        list={list}
        type={type}
        autoComplete={autoComplete}
        spellCheck={type === "email" ? false : undefined}
        autoCapitalize={type === "email" ? "none" : undefined}
        className={clsx(BOX, "min-h-11", short && "max-w-60")}
      />
      {list ? (
        <datalist id={list}>
          {suggestions.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </datalist>
      ) : null}
    </LabeledControl>
  );
}

interface PasswordFieldProps extends FieldProps {
  readonly autoComplete: "current-password" | "new-password";
}

/** A password, hidden until the person asks to see it; never filled in by the server. */
export function PasswordField({ autoComplete, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const { defaultValue: _never, ...props } = control(rest);
  return (
    <LabeledControl {...rest}>
      <div className="flex gap-2">
        <input
          {...props}
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          spellCheck={false}
          autoCapitalize="none"
          className={clsx(BOX, "min-h-11")}
        />
        <button
          type="button"
          aria-label={`${shown ? "Hide" : "Show"} ${rest.label.toLowerCase()}`}
          aria-controls={rest.field.id}
          onClick={() => setShown(!shown)}
          className="min-h-11 shrink-0 cursor-pointer rounded-md border border-rule-strong bg-paper px-3 text-sm font-medium text-ink hover:bg-wash"
        >
          {shown ? "Hide" : "Show"}
        </button>
      </div>
    </LabeledControl>
  );
}

interface ParagraphsFieldProps extends FieldProps {
  readonly rows: number;
}

/** The least height of a box for that many rows: a box that grows with its text ignores `rows`. */
function roomFor(rows: number): string {
  if (rows <= 2) return "min-h-20";
  return rows <= 4 ? "min-h-32" : "min-h-40";
}

/** Several lines of text. */
export function ParagraphsField({ rows, ...rest }: ParagraphsFieldProps) {
  return (
    <LabeledControl {...rest}>
      <textarea
        {...control(rest)}
        rows={rows}
        className={clsx(BOX, roomFor(rows), "field-sizing-content")}
      />
    </LabeledControl>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: ReactNode;
  readonly hint?: string;
}

interface ChoicesFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  /** Whether any number may be chosen, instead of one. */
  readonly multiple?: boolean;
  readonly onChoose?: (value: string) => void;
}

/** A choice of one (radio buttons) or of any number (checkboxes). */
export function ChoicesField({ choices, multiple = false, onChoose, ...rest }: ChoicesFieldProps) {
  const { field, label, hint, optional } = rest;
  const hints = useId();
  const chosen = ([] as unknown[]).concat(field.initialValue);
  const set = useRef<HTMLFieldSetElement>(null);
  const choose = useLatest(onChoose);
  useEffect(() => {
    // Tells of a choice that was made before the page was hydrated, or again by the browser on
    // return.
    const early = set.current?.querySelector<HTMLInputElement>("input:checked");
    if (early) choose.current?.(early.value);
  }, [choose]);
  return (
    <fieldset
      ref={set}
      id={field.id}
      tabIndex={-1}
      role={multiple ? undefined : "radiogroup"}
      aria-describedby={describedBy(rest)}
      aria-invalid={(!multiple && field.errors !== undefined) || undefined}
      className="min-w-0"
    >
      <legend className="font-medium">
        {label}
        <Optional when={optional === true} />
      </legend>
      <Hint field={field} hint={hint} />
      <FieldError field={field} />
      <div className="mt-2 grid gap-1">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="-mx-2 flex cursor-pointer items-start gap-3 rounded-md px-2 py-1.5 hover:bg-wash"
          >
            <input
              type={multiple ? "checkbox" : "radio"}
              name={field.name}
              form={field.formId}
              value={choice.value}
              defaultChecked={chosen.includes(choice.value)}
              onChange={() => onChoose?.(choice.value)}
              aria-describedby={choice.hint ? `${hints}-${choice.value}` : undefined}
              className="mt-0.5 size-5 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              {choice.label}
              {choice.hint ? (
                <span id={`${hints}-${choice.value}`} className="block text-sm text-ink-soft">
                  {choice.hint}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The label, the hint and the error, above the control. */
export function LabeledControl({
  field,
  label,
  hint,
  optional,
  labelOf,
  children,
}: FieldProps & {
  readonly children: ReactNode;
  /** Formats a stored value where it is shown beside another person's. */
  readonly labelOf?: (value: string) => string;
}) {
  return (
    <div>
      <label htmlFor={field.id} className="font-medium">
        {label}
        <Optional when={optional === true} />
      </label>
      <Hint field={field} hint={hint} />
      <FieldError field={field} />
      <BothValues field={field} label={label} {...(labelOf ? { labelOf } : {})} />
      <div className="mt-1.5">{children}</div>
    </div>
  );
}

function Optional({ when = false }: { when?: boolean }) {
  return when === true ? <span className="font-normal text-ink-soft"> (optional)</span> : null;
}

function Hint({ field, hint }: { field: FormField; hint: ReactNode }) {
  return hint ? (
    <p id={field.descriptionId} className="mt-0.5 text-sm text-ink-soft">
      {hint}
    </p>
  ) : null;
}

function FieldError({ field }: { field: FormField }) {
  return field.errors ? (
    <p id={field.errorId} className="mt-1 text-[0.9375rem] font-medium text-danger">
      {field.errors.join(" ")}
    </p>
  ) : null;
}

/**
 * The common attributes of controls. Without maximum lengths: browsers would truncate a paste
 * silently.
 */
export function control(props: FieldProps) {
  const { field, optional = false } = props;
  return {
    id: field.id,
    name: field.name,
    form: field.formId,
    defaultValue: typeof field.initialValue === "string" ? field.initialValue : undefined,
    "aria-required": optional ? undefined : true,
    "aria-invalid": field.errors ? true : undefined,
    "aria-describedby": describedBy(props),
  };
}

function describedBy({ field, hint }: FieldProps): string | undefined {
  const ids = [hint ? field.descriptionId : null, field.errors ? field.errorId : null];
  return ids.filter(Boolean).join(" ") || undefined;
}
