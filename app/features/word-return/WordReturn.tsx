import { counted } from "#app/domain/counted.ts";
import { thousands } from "#app/domain/thousands.ts";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type {
  ReturnedChangeView,
  ReturnedTalkView,
  WordReturnView,
} from "#server/services/index.ts";
import { bringInWordForm } from "#app/domain/forms/word-return.ts";
import { claimLabel } from "#app/domain/word-return.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { Notice } from "#app/ui/Notice.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { SelectField } from "#app/ui/PickField.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { ChangeLine } from "./ChangeLine.tsx";
import { NotKept } from "./NotKept.tsx";
import { NotNow } from "./NotNow.tsx";
import { OtherReaders, OtherText } from "./ComparedWith.tsx";
import { WordOriginLine } from "./WordOriginLine.tsx";
import {
  bringInLabel,
  cameBackSentence,
  comesLaterSentence,
  FATE_LABELS,
  forReadersSentence,
  paragraphsText,
} from "./return-sentences.ts";

/** Lists what would come in by paragraph, with one button that brings it all in (W9, W10). */
export function WordReturn({
  view,
  answer,
}: {
  readonly view: WordReturnView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const { changes, talk, leftOut, known, withheld, beyond, arrival, fates } = view;
  const isTold = fates.some(({ fate }) => fate !== "untouched");
  const isNothing = changes.length + talk.length === 0 && !isTold;
  return (
    <div className="grid gap-8">
      <Sentence view={view} />
      {view.isTextLost ? (
        <Notice kind="problem">
          <p>
            The text that left with this file is not kept any more, so it is compared with the draft
            as it is now: what was written here since shows as taken out. Choose the version that it
            was made from, if there is one.
          </p>
        </Notice>
      ) : null}
      {view.text === "export" ? null : <OtherText view={view} />}
      {view.areReadersApart ? <OtherReaders view={view} /> : null}
      {known > 0 ? (
        <p>
          {thousands(known)}
          {isNothing ? "" : " more"}{" "}
          {known === 1
            ? "is here already, or in the draft; it does not come in twice."
            : "are here already, or in the draft; they do not come in twice."}
        </p>
      ) : null}
      {withheld > 0 ? (
        <p>
          {counted(withheld, "answer")} to what you may not read {withheld === 1 ? "does" : "do"}{" "}
          not come in: there is nobody to whom {withheld === 1 ? "it" : "they"} could be kept.
        </p>
      ) : null}
      {arrival.notKept.length > 0 ? <NotKept lines={arrival.notKept} /> : null}
      {leftOut.length > 0 ? (
        <Notice kind="problem">
          <p>Can’t come in as suggestions; look at them in the file:</p>
          <ul className="mt-1 list-disc pl-5">
            {leftOut.map(({ where, why }) => (
              <li key={`${where} ${why}`}>
                {where}: {why}
              </li>
            ))}
            {beyond.leftOut > 0 ? <li>{thousands(beyond.leftOut)} more</li> : null}
          </ul>
        </Notice>
      ) : null}
      {beyond.changes + beyond.comments > 0 ? (
        <Notice kind="word">
          <p>
            {comesLaterSentence(beyond)} The file has more than people can decide and answer at
            once: bring it in again for the others; nothing comes in twice.
          </p>
        </Notice>
      ) : null}
      {isNothing ? null : view.frozen ? (
        <NotNow view={view} frozen={view.frozen} />
      ) : (
        <BringItIn view={view} answer={answer} />
      )}
      {changes.length > 0 ? (
        <Section title={counted(changes.length, "change")}>
          <LongList
            rows={changes.map((change, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a list that never changes its order
              <ChangeRow key={index} change={change} />
            ))}
          />
        </Section>
      ) : null}
      {talk.length > 0 ? (
        <Section title="Comments and answers">
          <LongList
            rows={talk.map((one, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a list that never changes its order
              <TalkRow key={index} talk={one} />
            ))}
          />
        </Section>
      ) : null}
    </div>
  );
}

/** "Made from version 3 … ; came back with 14 tracked changes by Jane Doe and 3 that were not tracked …" (W9). */
function Sentence({ view }: { readonly view: WordReturnView }) {
  const { origin, silent, talk, fates, alignedBy, document } = view;
  const answers = talk.filter(({ isAnswer }) => isAnswer);
  const comments = talk.length - answers.length;
  return (
    <div className="grid gap-2">
      <p>
        {origin ? (
          <>
            <WordOriginLine origin={origin} />.
          </>
        ) : (
          <>Compared with “{document.title}”.</>
        )}{" "}
        It came back with {cameBackSentence(view)}
        {comments > 0 ? `, ${counted(comments, "new comment")}` : ""}
        {answers.length > 0
          ? `, answers in ${counted(answers.length, "conversation")} of ours`
          : ""}
        .
      </p>
      {silent.length > 0 ? (
        <p className="font-medium">
          Not tracked in Word, and found by comparing: {paragraphsText(silent)}.
        </p>
      ) : null}
      {fates.length > 0 ? (
        <p>
          Of what left with it:{" "}
          {fates.map(({ fate, count }) => `${count} ${FATE_LABELS[fate]}`).join(", ")}.
        </p>
      ) : null}
      {alignedBy === "words" ? (
        <p className="text-ink-soft">
          The marks by which its paragraphs are known are not in the file any more, so they were
          found by their words. Look twice at what was moved.
        </p>
      ) : null}
    </div>
  );
}

function BringItIn({
  view,
  answer,
}: {
  readonly view: WordReturnView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const { arrival, text, seen, scopes, refusal, changes, talk, document, fitting } = view;
  const { preselected, readers, areReadersApart } = view;
  const [form, fields] = useSentForm({
    id: "bring-in",
    schema: bringInWordForm,
    answer,
    intent: "bring-in",
    defaultValue: { organizationId: readers ?? undefined },
  });
  if (refusal !== null) {
    return (
      <Notice kind="problem">
        <p>{refusal}</p>
      </Notice>
    );
  }
  return (
    <SentForm
      form={form}
      intent="bring-in"
      submit={bringInLabel(fitting, { changes, talk })}
      submitting="Bringing it in…"
      beside={
        <Link to={`/documents/${document.id}`} className="link">
          Not now
        </Link>
      }
    >
      <input type="hidden" name="arrivalId" value={arrival.id} />
      <input type="hidden" name="text" value={text} />
      <input type="hidden" name="seen" value={seen} />
      <p className="text-ink-soft">
        Each becomes a suggestion of yours beside the draft, with who made it in Word on its card.
        The text itself does not change until somebody accepts them; one act takes all back.
      </p>
      {areReadersApart ? (
        <>
          <input type="hidden" name="organizationId" value={readers ?? ""} />
          <p>{forReadersSentence(scopes.find(({ id }) => id === readers)?.shortName ?? null)}</p>
        </>
      ) : scopes.length > 0 ? (
        <SelectField
          field={fields.organizationId}
          label="Who sees it"
          unchosen="Everybody of the parties"
          options={scopes.map(({ id, shortName }) => ({ value: id, label: `Only ${shortName}` }))}
          optional="by its first choice"
          {...(preselected === null ? {} : { hint: preselected.why })}
        />
      ) : null}
    </SentForm>
  );
}

/** Changes or comments that are listed at once; the others are opened. */
const LISTED = 60;

/** A list of which the first stand open. */
function LongList({ rows }: { readonly rows: readonly ReactNode[] }) {
  const rest = rows.slice(LISTED);
  return (
    <Card>
      <ol className="divide-y divide-rule">{rows.slice(0, LISTED)}</ol>
      {rest.length > 0 ? (
        <details className="border-t border-rule">
          <summary className="link w-fit cursor-pointer px-5 py-3">
            {thousands(rest.length)} more
          </summary>
          <ol className="divide-y divide-rule">{rest}</ol>
        </details>
      ) : null}
    </Card>
  );
}

function ChangeRow({ change }: { readonly change: ReturnedChangeView }) {
  return (
    <li className="grid gap-1 px-5 py-3">
      <p className="text-sm text-ink-soft first-letter:uppercase">
        {change.where} · <Claim claim={change} isTracked={change.isTracked} />
      </p>
      <ChangeLine summary={change.summary} />
    </li>
  );
}

function Claim({
  claim,
  isTracked,
}: {
  readonly claim: Pick<ReturnedChangeView, "author" | "at">;
  readonly isTracked: boolean;
}) {
  if (!isTracked) return <strong className="font-medium text-ink">Not tracked in Word</strong>;
  return (
    <>
      <span className="text-ink">
        {claimLabel({ author: claim.author ?? "Somebody without a name" })}
      </span>
      {claim.at === null ? null : (
        <>
          , <Timestamp at={claim.at} />
        </>
      )}
    </>
  );
}

function TalkRow({
  talk: { isAnswer, where, quote, comments, onlyFor },
}: {
  readonly talk: ReturnedTalkView;
}) {
  return (
    <li className="grid gap-1 px-5 py-3">
      <p className="text-sm text-ink-soft first-letter:uppercase">
        {isAnswer ? "Answer in a conversation of ours" : (where ?? "On the whole")}
        {onlyFor === null ? null : ` · only for ${onlyFor}`}
        {quote === "" ? null : ` · “${quote.slice(0, 120)}”`}
      </p>
      {comments.map((comment, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a list that never changes its order
        <div key={at}>
          <p className="text-sm text-ink-soft">
            <Claim claim={comment} isTracked />
          </p>
          <p className="wrap-anywhere whitespace-pre-wrap">{comment.text}</p>
        </div>
      ))}
    </li>
  );
}
