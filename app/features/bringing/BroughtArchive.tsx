import type { BroughtArchiveView } from "#server/services/index.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { useAskedAgain } from "#app/ui/use-asked-again.ts";
import { BroughtProgressLine, isUnderWay } from "./BroughtProgressLine.tsx";
import { BroughtReportParts } from "./BroughtReportParts.tsx";
import { ChooseForArchive } from "./ChooseForArchive.tsx";

/** One archive: how far it is, what is in it, and what is to be chosen before it is brought in. */
export function BroughtArchive({
  view,
  answer,
}: {
  readonly view: BroughtArchiveView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const { progress, report, mayChoose, leads, sha256, expiresAt, bytes } = view;
  useAskedAgain(isUnderWay(progress));
  const kind = progress.is === "failed" ? "problem" : progress.is === "done" ? "done" : "word";
  return (
    <>
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-10">
        <div aria-live="polite">
          <Notice kind={kind}>
            <p className="break-words">
              <BroughtProgressLine progress={progress} />
            </p>
          </Notice>
        </div>
        {report ? <BroughtReportParts report={report} /> : null}
        {report && mayChoose && leads.length > 0 ? (
          <Section title={progress.is === "failed" ? "Try again" : "Bring it in"}>
            <ChooseForArchive report={report} leads={leads} answer={answer} />
          </Section>
        ) : null}
        {report && mayChoose && leads.length === 0 ? (
          <Notice kind="problem">
            There is no organization for which you may begin matters now and that the sign-in
            reaches by which you sent it, so it can’t be brought in.
          </Notice>
        ) : null}
        {progress.is === "done" ? null : (
          <Section title="The file">
            <p className="mb-4 text-ink-soft">
              {bytes > 0 ? `${sizeText(bytes)}, deleted on ` : "Deleted already. Told until "}
              <Timestamp at={expiresAt} as="day" />. SHA-256{" "}
              <span className="break-all">{sha256}</span>
            </p>
            <FormErrors answer={answer} intent="discard" />
            <ConfirmForm
              intent="discard"
              label={isUnderWay(progress) ? "Call it off" : "Discard"}
              look="quiet"
              question="Discard this archive?"
              consequence={`${bytes > 0 ? "It is deleted from the server, and nothing more of it is brought in." : "It is told of no more."} The file that you have stays with you.`}
              confirm="Discard it"
            />
          </Section>
        )}
      </div>
    </>
  );
}
