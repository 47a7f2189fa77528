import type { ProofView, TakeAlongView, TakenArchiveView } from "#server/services/index.ts";
import { listed } from "#app/domain/listed.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { useAskedAgain } from "#app/ui/use-asked-again.ts";

type ShownAlong = TakeAlongView & { readonly proof: ProofView };

interface TakeAlongProps {
  readonly view: ShownAlong;
  readonly answer: FormAnswer<unknown> | undefined;
}

/**
 * Describes what an archive holds, with the form that asks for one, and those that the reader has.
 */
export function TakeAlong({ view, answer }: TakeAlongProps) {
  const { matter, archives, proof, days, isMailed } = view;
  const isMaking = archives.some(({ progress: { is } }) => is === "waiting" || is === "working");
  useAskedAgain(isMaking);
  const what = matter ? `“${matter.title}”` : "the whole workspace";
  return (
    <>
      {/* Said while it is true: the list says when it is ready. */}
      <StatusMessage>{answer?.intent === "take" && !isMaking ? null : answer?.said}</StatusMessage>
      <AskProof proof={proof} answer={answer} before="so much leaves at once" />
      <div className="grid gap-10">
        <Section title="What it holds">
          <WhatItHolds view={view} />
        </Section>
        {archives.length > 0 ? (
          <Section title="Your archives">
            <FormErrors answer={answer} intent="discard" />
            <Card>
              <ul className="divide-y divide-rule">
                {archives.map((archive) => (
                  <li key={archive.id} className="px-5 py-3">
                    <Archive archive={archive} />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        ) : null}
        {isMaking ? null : (
          <Section title="Make an archive">
            <p className="mb-4 text-ink-soft">
              It is made on the server, which can take minutes, and is kept for {days} days for you
              alone. {isMailed ? "You are told by e-mail when it is ready. " : ""}
              {matter
                ? "The record tells all parties that you took it."
                : "The record of each matter tells its parties that you took it."}
            </p>
            <FormErrors answer={answer} intent="take" />
            <ConfirmForm
              intent="take"
              fields={{ understood: "yes" }}
              label="Make the archive"
              look="primary"
              question={`Take an archive of ${what} along?`}
              consequence="It holds everything as it is, including what looks private, and whoever has the file can read it. It is not for the court, the agency or the public."
              confirm="Make the archive"
            />
          </Section>
        )}
      </div>
    </>
  );
}

function WhatItHolds({ view: { matter, ownThreadsOf } }: { readonly view: ShownAlong }) {
  return (
    <ul className="grid list-disc gap-2 pl-5">
      <li>
        {matter ? "All documents of the matter" : "All matters with their documents"}: drafts and
        versions (as data, as pages and as Word files), what was filed, certificates and sign-offs.
      </li>
      <li>What agencies answered, lawsuits, attached files, and the public page.</li>
      <li>
        The conversations that all parties read
        {ownThreadsOf.length === 0
          ? ". None that one organization alone reads."
          : `, and those that only people of ${listed(ownThreadsOf)} read. No other organization’s own.`}
      </li>
      <li>
        The record of {matter ? "the matter" : "each matter"}: who did what, and when. Of other
        lines it has only the numbers and checksums.
      </li>
      <li>
        A program, verify.mjs, that checks its files, its data and the record against each other (it
        needs Node.js and nothing else), and a list of what was left out.
      </li>
    </ul>
  );
}

function Archive({ archive: { id, askedAt, progress } }: { readonly archive: TakenArchiveView }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <div>
        <p>
          Asked for <Timestamp at={askedAt} />
        </p>
        <p className="text-sm text-ink-soft">
          <ProgressSentence progress={progress} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        {progress.is === "ready" ? (
          <a href={`/archives/${id}`} className="link">
            Download
          </a>
        ) : null}
        <ConfirmForm
          intent="discard"
          fields={{ archiveId: id }}
          label={progress.is === "waiting" || progress.is === "working" ? "Call it off" : "Discard"}
          look="quiet"
          question="Discard this archive?"
          consequence="It is deleted from the server. Files that you downloaded stay with you, and you can have another one made."
          confirm="Discard it"
        />
      </div>
    </div>
  );
}

function ProgressSentence({ progress }: Pick<TakenArchiveView, "progress">) {
  switch (progress.is) {
    case "waiting":
      return "Waiting; it begins within a minute, after those that were asked for before.";
    case "working":
      return progress.parts === null
        ? "Being made."
        : `Being made: ${progress.done} of ${progress.parts} parts.`;
    case "ready":
      return (
        <>
          Ready, {sizeText(progress.bytes)}. It is deleted on{" "}
          <Timestamp at={progress.expiresAt} as="day" />.{" "}
          <span className="block break-all">SHA-256 {progress.sha256}</span>
        </>
      );
    case "failed":
      return progress.why;
  }
}
