import { useFetcher } from "react-router";
import { useEffect, useState } from "react";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { isFilledIn } from "#app/ui/is-filled-in.ts";
import type { EventEffect } from "#server/services/index.ts";
import { answerInWords, warningsInWords } from "./clock-words.ts";

/** The delay after the last key, in milliseconds. */
const PAUSE_MS = 400;

/**
 * The effect of the form on the clock, requested while it is being filled in; nothing is saved.
 * Without scripts the page shows it after the event was recorded.
 */
export function EventPreview({
  formId,
  task,
}: {
  readonly formId: string;
  readonly task: string | null;
}) {
  const fetcher = useFetcher<FormAnswer<EventEffect>>();
  const [asked, setAsked] = useState(0);
  const { submit } = fetcher;
  useEffect(() => {
    const form = document.getElementById(formId);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setAsked((before) => before + 1), PAUSE_MS);
    };
    form?.addEventListener("input", later);
    // What was filled in before the page was hydrated.
    if (form instanceof HTMLFormElement && isFilledIn(form)) later();
    return () => {
      clearTimeout(timer);
      form?.removeEventListener("input", later);
    };
  }, [formId]);
  useEffect(() => {
    const form = document.getElementById(formId);
    if (asked === 0 || !(form instanceof HTMLFormElement)) return;
    const fields = new FormData(form);
    fields.set(INTENT_FIELD, "preview");
    submit(fields, { method: "post" });
  }, [asked, formId, submit]);
  const effect = fetcher.data?.show ?? null;
  return (
    <div className="rounded-md border border-rule bg-wash px-4 py-3">
      <h2 className="font-medium">What follows from it</h2>
      <div aria-live="polite">
        {effect === null ? (
          <p className="text-ink-soft">The clock with this is shown once the days are filled in.</p>
        ) : (
          <>
            <p>
              <span className="text-ink-soft">Now: {answerInWords(effect.before)}.</span>
              <br />
              With this: <b>{answerInWords(effect.after)}.</b>
            </p>
            {warningsInWords(effect.warnings).map((sentence) => (
              <p key={sentence} className="mt-1 text-danger">
                {sentence}
              </p>
            ))}
          </>
        )}
      </div>
      {task === null ? null : <p className="mt-2">Next: {task}</p>}
    </div>
  );
}
