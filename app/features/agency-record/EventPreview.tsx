import { useFetcher } from "react-router";
import { useEffect, useState } from "react";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { isFilledIn } from "#app/ui/is-filled-in.ts";
import { shortDate } from "#app/domain/dates.ts";
import type { PreviewedEffect } from "#server/services/index.ts";
import { eventSentences, titleOfEvent } from "#app/domain/agency-record/event-sentences.ts";
import { answerText, warningSentences } from "./clock-labels.ts";

/** The delay after the last key, in milliseconds. */
const PAUSE_MS = 400;

/**
 * The effect of the form on the clock and on each item (L70), requested while it is being filled in; nothing is saved.
 * Without scripts the page shows it after the event was recorded.
 */
export function EventPreview({
  formId,
  intent = "preview",
}: {
  readonly formId: string;
  readonly intent?: "preview" | "preview-letter";
}) {
  const fetcher = useFetcher<FormAnswer<PreviewedEffect>>();
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
    // Shows fields that were filled in before the page was hydrated.
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
    fields.set(INTENT_FIELD, intent);
    // It saved nothing, so nothing of the page is loaded anew.
    submit(fields, { method: "post", defaultShouldRevalidate: false });
  }, [asked, formId, intent, submit]);
  const effect = fetcher.data?.show ?? null;
  return (
    <div className="rounded-md border border-rule bg-wash px-4 py-3">
      <h2 className="font-medium">What follows from it</h2>
      <div aria-live="polite">
        {effect === null ? (
          <Missing errors={fetcher.data?.reply.error ?? {}} />
        ) : (
          <>
            <p>
              <span className="text-ink-soft">Now: {answerText(effect.before)}.</span>
              <br />
              With this: <b>{answerText(effect.after)}.</b>
            </p>
            {warningSentences(effect.warnings).map((sentence) => (
              <p key={sentence} className="mt-1 text-danger">
                {sentence}
              </p>
            ))}
            <PlannedParts effect={effect} />
            {effect.tasks.map((task) => (
              <p key={task} className="mt-2">
                Next: {task}
              </p>
            ))}
          </>
        )}
      </div>
    </div>
  );
}

/** Why nothing can be said yet: what is missing or wrong, else why the form as a whole is refused. */
function Missing({ errors }: { readonly errors: Readonly<Record<string, string[] | null>> }) {
  const { "": ofForm, ...ofFields } = errors;
  const sentences = Object.values(ofFields).flatMap((each) => each ?? []);
  const asked = [...new Set(sentences.length > 0 ? sentences : (ofForm ?? []))];
  return (
    <p className="text-ink-soft">
      {asked.length === 0 ? "Any change is shown here while you fill this in." : asked.join(" ")}
    </p>
  );
}

/** Shows what would be on record, section by section. */
function PlannedParts({ effect: { parts, releases } }: { readonly effect: PreviewedEffect }) {
  return (
    <>
      {parts.map(({ event, items }, at) => (
        // Sections have no names of their own, and may be alike.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="mt-3">
          <h3 className="font-medium">{titleOfEvent(event)}</h3>
          <p className="text-ink-soft">{eventSentences(event).join(" ")}</p>
          {items.length > 0 ? <PlannedItems items={items} /> : null}
        </div>
      ))}
      {releases.map(({ number, warnings }, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="mt-3">
          <h3 className="font-medium">{number === null ? "Release" : `Release ${number}`}</h3>
          {warnings.map((sentence) => (
            <p key={sentence} className="text-danger">
              {sentence}
            </p>
          ))}
        </div>
      ))}
    </>
  );
}

type PlannedItem = PreviewedEffect["parts"][number]["items"][number];

/** The outcome that would be written of each item, with what is on record against it. */
function PlannedItems({ items }: { readonly items: readonly PlannedItem[] }) {
  const against = items.filter(({ contradicts }) => contradicts.length > 0).length;
  return (
    <div className="mt-1">
      <p>{items.length === 1 ? "It writes of 1 item:" : `It writes of ${items.length} items:`}</p>
      {against === 0 ? null : (
        <p className="text-danger">
          {against < 2 ? "One contradicts" : `${against} of them contradict`} what is on record, or
          what else this letter says. Both will stand, here and on the public page, unless this
          takes its place.
        </p>
      )}
      <ul className="mt-1">
        {items.map((item) => (
          <li key={`${item.label} ${item.outcome}`} className="py-0.5">
            <span className="font-medium">Item {item.label}:</span> {item.outcome}
            <Against words="contradicts" standing={item.contradicts} isWrong />
            <Against words="in place of" standing={item.replaces} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Against({
  words,
  standing,
  isWrong = false,
}: {
  readonly words: string;
  readonly standing: PlannedItem["contradicts"];
  readonly isWrong?: boolean;
}) {
  if (standing.length === 0) return null;
  const said = standing.map(
    ({ outcome, dated }) =>
      `“${outcome}”${dated === null ? "" : ` of the letter of ${shortDate(dated)}`}`,
  );
  return (
    <span className={isWrong ? "text-danger" : "text-ink-soft"}>
      {" "}
      ({words} {said.join(" and ")})
    </span>
  );
}
