import { Link } from "react-router";
import { useState } from "react";
import type { BringArchiveView } from "#server/services/index.ts";
import { sizeText } from "#app/domain/exhibit.ts";
import {
  bringArchiveForm,
  BROUGHT_ARCHIVE_BYTES,
  BROUGHT_ARCHIVE_FIELD,
} from "#app/domain/forms/bring-archive.ts";
import { thousands } from "#app/domain/thousands.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { FileField } from "#app/ui/FileField.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { SentForm, useBusy, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { useAskedAgain } from "#app/ui/use-asked-again.ts";
import { BroughtProgressLine, isUnderWay } from "./BroughtProgressLine.tsx";

/** The form that brings an archive, and those that the reader brought. */
export function BringArchive({
  view: { archives, days, mostRows, notNow },
  answer,
}: {
  readonly view: BringArchiveView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  useAskedAgain(archives.some(({ progress }) => isUnderWay(progress)));
  return (
    <div className="grid gap-10">
      {notNow === null ? (
        <Section title="Choose the archive">
          <SendArchive days={days} answer={answer} />
        </Section>
      ) : (
        <Notice kind="word">{notNow}</Notice>
      )}
      {archives.length > 0 ? (
        <Section title="Your archives">
          <Card>
            <ul className="divide-y divide-rule">
              {archives.map(({ id, name, broughtAt, progress }) => (
                <li key={id} className="px-5 py-3">
                  <p className="break-words">
                    <Link to={`/bring-archive/${id}`} className="link">
                      {name}
                    </Link>
                    , sent <Timestamp at={broughtAt} />
                  </p>
                  <p className="text-sm break-words text-ink-soft">
                    <BroughtProgressLine progress={progress} />
                  </p>
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      ) : null}
      <Section title="What happens to it">
        <ul className="grid gap-2">
          <li>
            It is unpacked and checked on the server: whether its files, rows and lines agree with
            each other. Then you see what is in it, and choose. Nothing is written before that.
          </li>
          <li>
            A matter comes in whole or not at all: one with more than {thousands(mostRows)} entries,
            documents, comments and lines of its record together is refused. Others who write wait
            up to eight seconds for it.
          </li>
          <li>
            An archive is what its maker says. Everybody in it comes as a stand-in that can’t sign
            in, and nothing in it counts as done or signed by anybody here.
          </li>
          <li>It is for you alone, and deleted after {days} days, or once it was brought in.</li>
        </ul>
      </Section>
    </div>
  );
}

function SendArchive({
  days,
  answer,
}: {
  readonly days: number;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form] = useSentForm({
    id: "bring-archive",
    schema: bringArchiveForm,
    answer,
    intent: "bring",
  });
  const busy = useBusy("bring");
  const [sendable, setSendable] = useState(true);
  const error = answer?.reply.error?.[BROUGHT_ARCHIVE_FIELD]?.join(" ");
  return (
    <SentForm
      form={form}
      intent="bring"
      hasFile
      submit={sendable ? "Send it" : null}
      submitting="Sending…"
      beside={busy ? <progress aria-label="The archive is on its way" className="w-40" /> : null}
    >
      <FileField
        label="The archive"
        error={error}
        onChoice={setSendable}
        of={{
          name: BROUGHT_ARCHIVE_FIELD,
          bytes: BROUGHT_ARCHIVE_BYTES,
          hint: `The ZIP file as it was downloaded, at most ${sizeText(BROUGHT_ARCHIVE_BYTES)} and five minutes on its way. It is kept for ${days} days at most.`,
          instead: "Take its matters along one by one.",
          accept: "application/zip,.zip",
        }}
      />
    </SentForm>
  );
}
