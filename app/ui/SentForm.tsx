import { getFormProps, useForm, type DefaultValue, type FormMetadata } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Form, useActionData, useNavigation } from "react-router";
import { clsx } from "clsx";
import { useEffect, useRef, type ReactNode } from "react";
import type * as z from "zod";
import type { SavedMeanwhile } from "#app/domain/refusal.ts";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { Button, type ButtonLook } from "./Button.tsx";
import { isFilledIn } from "./is-filled-in.ts";
import { Notice } from "./Notice.tsx";
import { SavedMeanwhileProvider } from "./saved-meanwhile.tsx";
import { useConfirm, type Confirmation } from "./use-confirm.tsx";

interface SentFormOptions<S extends z.ZodObject> {
  readonly id: string;
  /** The schema that the action validates with. */
  readonly schema: S;
  /** The action's answer, to whichever of the page's forms. */
  readonly answer: FormAnswer<unknown> | undefined;
  /** The form's name among those of its page. */
  readonly intent?: string;
  readonly defaultValue?: DefaultValue<z.input<S>>;
}

/**
 * A form of a guarded action: validated in the browser when it is sent, and again by the server.
 */
export function useSentForm<S extends z.ZodObject>({
  id,
  schema,
  answer,
  intent,
  defaultValue,
}: SentFormOptions<S>) {
  const mine = answer?.intent === (intent ?? null);
  const formAndFields = useForm<z.input<S>, z.output<S>>({
    id,
    // An unread form has no typed values in its answer; conform would empty the form.
    lastResult: mine && answer.unread === undefined ? answer.reply : undefined,
    defaultValue,
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  });
  useFreshDefaults(id, JSON.stringify(defaultValue), mine && answer.reply.initialValue === null);
  return formAndFields;
}

/** Whether the form would pass with these fields, for what is asked before it is sent. */
export function wouldPass(fields: FormData, schema: z.ZodObject): boolean {
  return parseWithZod(fields, { schema }).status === "success";
}

/**
 * After a form succeeded it is reset at once, but what its page loads anew arrives later: shows that,
 * unless somebody has typed meanwhile. It would show what it just replaced, and send it back with
 * the next change.
 */
function useFreshDefaults(id: string, defaults: string | undefined, isDone: boolean): void {
  const shown = useRef(defaults);
  useEffect(() => {
    if (!isDone || shown.current === defaults) return;
    shown.current = defaults;
    const form = document.getElementById(id);
    if (form instanceof HTMLFormElement && !isFilledIn(form)) form.reset();
  }, [id, defaults, isDone]);
}

interface SentFormProps {
  readonly form: FormMetadata;
  readonly intent?: string;
  /** The label of the button; null for a form that another button sends. */
  readonly submit: string | null;
  /** Its label while the form is being sent. */
  readonly submitting: string;
  readonly look?: ButtonLook;
  /** Whether one of its fields is a file. */
  readonly hasFile?: boolean;
  /** A final act asks once, in a dialog whose button names the consequence. */
  readonly ask?: Confirmation;
  /** Shown beside the button, such as a link back. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Renders the form: errors above, the fields, one button. Works without scripts. */
export function SentForm({
  form,
  intent,
  submit,
  submitting,
  look = "primary",
  hasFile = false,
  ask,
  beside,
  children,
  className,
}: SentFormProps) {
  const busy = useBusy(intent);
  const { onSubmit, ...props } = getFormProps(form);
  const asking = useConfirm(ask, onSubmit);
  const clash = useClash(intent);
  const saved = clash && {
    both: clash.both,
    kept: clash.kept,
    by: clash.by,
    take: (name: string, value: string) => form.update.getButtonProps({ name, value }),
  };
  return (
    <Form
      method="post"
      encType={hasFile ? "multipart/form-data" : undefined}
      {...props}
      data-asks={ask && `${ask.question}\n\n${ask.consequence}`}
      onSubmit={(event) => {
        // Enter sends it without the button, which is busy.
        if (busy) event.preventDefault();
        else asking.onSubmit(event);
      }}
      className={clsx("grid gap-5", className)}
    >
      {/* The Enter key presses the first button of a form, which could otherwise be one of a list's. */}
      <button type="submit" hidden tabIndex={-1} aria-hidden />
      <ErrorSummary form={form} unread={useUnread(intent)} />
      {clash ? <input type="hidden" name="seen" value={clash.seen} /> : null}
      {intent ? <input type="hidden" name={INTENT_FIELD} value={intent} /> : null}
      <SavedMeanwhileProvider value={saved}>{children}</SavedMeanwhileProvider>
      <div className="flex flex-wrap items-center gap-3">
        {submit === null ? null : (
          <Button type="submit" look={look} busy={busy}>
            {busy ? submitting : submit}
          </Button>
        )}
        {beside}
      </div>
      {asking.dialog}
    </Form>
  );
}

/**
 * A hidden field with the form's initial values (its base); after an answer, still the first ones.
 */
export function FormBase({
  field,
}: {
  readonly field: { readonly name: string; readonly initialValue?: unknown };
}) {
  const base = typeof field.initialValue === "string" ? field.initialValue : "";
  return <input type="hidden" name={field.name} defaultValue={base} />;
}

/** Whether the page's form of that intent is being sent. */
export function useBusy(intent?: string): boolean {
  const navigation = useNavigation();
  return (
    navigation.formData !== undefined &&
    navigation.formMethod === "POST" &&
    navigation.formData.get(INTENT_FIELD) === (intent ?? null)
  );
}

/** Why the form of that intent was refused unread, if it was; its fields stay as they are. */
function useUnread(intent?: string): string | null {
  const answer = useActionData<FormAnswer<unknown>>();
  return answer?.unread !== undefined && answer.intent === (intent ?? null) ? answer.unread : null;
}

/** Reads what somebody else saved in that form's fields, where both changed them. */
function useClash(intent?: string): SavedMeanwhile | null {
  const answer = useActionData<FormAnswer<unknown>>();
  return answer?.clash && answer.intent === (intent ?? null) ? answer.clash : null;
}

/** The errors of a form: its own, then each field's, as links. */
function ErrorSummary({ form, unread }: { form: FormMetadata; unread: string | null }) {
  const fields = Object.entries(form.allErrors)
    .filter(([name]) => name !== "")
    .map(([name, sentences]) => ({
      // An error of one of several choices is shown at their field; one in an entry, at the entry's.
      href: `#${form.id}-${name.replace(/\[\d+\]$/u, "")}`,
      sentence: sentences.join(" "),
    }));
  // A long form is sent from its foot, and conform does not scroll to errors of the form itself.
  useEffect(() => {
    if (unread !== null) document.getElementById(form.errorId)?.scrollIntoView({ block: "center" });
  }, [unread, form.errorId]);
  const own = unread === null ? (form.errors ?? []) : [unread];
  return <ErrorList id={form.errorId} own={own} fields={unread === null ? fields : []} />;
}

/** The errors of a form that is a single button, above the list that contains it. */
export function FormErrors({
  answer,
  intent,
}: {
  readonly answer: FormAnswer<unknown> | undefined;
  /** Null where the page has one form. */
  readonly intent: string | null;
}) {
  const mine = answer?.intent === intent ? answer.reply.error : undefined;
  const own = Object.values(mine ?? {}).flatMap((sentences) => sentences ?? []);
  return <ErrorList own={own} fields={[]} className="mb-6" />;
}

interface ErrorListProps {
  readonly id?: string;
  readonly own: readonly string[];
  readonly fields: readonly { readonly href: string; readonly sentence: string }[];
  readonly className?: string;
}

/** A live region that exists before its content, so that errors are announced when they arrive. */
function ErrorList({ id, own, fields, className }: ErrorListProps) {
  // A fault of a field is said once here, as a link to it.
  const besides = own.filter((one) => fields.every(({ sentence }) => sentence !== one));
  return (
    <div role="alert" id={id} className="empty:hidden">
      {own.length + fields.length > 0 ? (
        <Notice kind="problem" className={className}>
          {own.length > 0 ? (
            besides.map((sentence) => <p key={sentence}>{sentence}</p>)
          ) : (
            <p>Nothing was saved yet, and what you typed is still here. Please look at:</p>
          )}
          {fields.length > 0 ? (
            <ul className="mt-1 list-disc pl-5">
              {fields.map(({ href, sentence }) => (
                <li key={href}>
                  <a href={href} className="link">
                    {sentence}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
        </Notice>
      ) : null}
    </div>
  );
}
