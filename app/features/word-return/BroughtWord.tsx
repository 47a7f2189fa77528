import { counted } from "#app/domain/counted.ts";
import type { WordBroughtView } from "#server/services/index.ts";
import { personLabel } from "#app/features/organization/person-label.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { LabeledValue } from "#app/ui/LabeledValue.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

/** Shows what one act brought in and its fate, and lets it be taken back (W10). */
export function BroughtWord({ view }: { readonly view: WordBroughtView }) {
  const { fileName, by, at, suggestions, comments, answers, undone, mayTakeBack, id } = view;
  const { open, accepted, rejected, withdrawn } = suggestions;
  return (
    <div className="grid gap-8">
      <p className="wrap-anywhere">
        “{fileName}” was brought in by {personLabel(by, "somebody who has left")},{" "}
        <Timestamp at={at} ends />
      </p>
      {undone ? (
        <Notice kind="word">
          <p>
            It was taken back by {personLabel(undone.by, "somebody who has left")},{" "}
            <Timestamp at={undone.at} ends />
          </p>
        </Notice>
      ) : null}
      <dl className="grid gap-4 sm:grid-cols-2">
        <LabeledValue label="Suggestions, open" value={counted(open, "suggestion")} />
        <LabeledValue
          label="Decided"
          value={`${accepted} accepted, ${rejected} rejected, ${withdrawn} withdrawn`}
        />
        <LabeledValue label="Comments" value={counted(comments, "comment")} />
        <LabeledValue label="Answers in our conversations" value={counted(answers, "answer")} />
      </dl>
      {mayTakeBack ? (
        <ConfirmForm
          intent="take-back"
          fields={{ returnId: id }}
          label="Take all of it back"
          question="Take back what this file brought in?"
          consequence="Its suggestions that are still open are withdrawn, and its comments and answers removed. What somebody decided or answered stays, and is named then."
          confirm="Take it back"
        />
      ) : null}
    </div>
  );
}
