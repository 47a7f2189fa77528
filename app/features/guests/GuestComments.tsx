import { counted } from "#app/domain/counted.ts";
import type { GuestPageView, GuestThreadView } from "#server/services/index.ts";
import { guestCommentForm, guestReplyForm } from "#app/domain/forms/guest.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { ParagraphsField } from "#app/ui/Field.tsx";
import { Card, Section } from "#app/ui/Page.tsx";
import { SelectField } from "#app/ui/PickField.tsx";
import { FormBase, FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

interface GuestCommentsProps {
  readonly page: GuestPageView;
  /** Of a sent answer it says in which thread it stands. */
  readonly answer: FormAnswer<{ readonly threadId: string } | undefined> | undefined;
}

/** The parties' threads beside a document, and a form for a new one where the guest may comment. */
export function GuestComments({ page, answer }: GuestCommentsProps) {
  const { threads, more, may } = page;
  return (
    <Section id="comments" title="Comments">
      <FormErrors answer={answer} intent="remove" />
      <FormErrors answer={answer} intent="withdraw" />
      <div className="grid gap-6">
        {threads.length === 0 ? (
          <p className="text-ink-soft">
            {may.comment ? "No comment yet. Yours can be the first." : "No comment yet."}
          </p>
        ) : (
          <ul className="grid gap-4">
            {threads.map((thread) => (
              <li key={thread.id}>
                <Card className="px-5 py-4">
                  <Thread thread={thread} page={page} answer={answer} />
                </Card>
              </li>
            ))}
          </ul>
        )}
        {more > 0 ? (
          <p className="text-ink-soft">
            {counted(more, "older comment is", "older comments are")} not shown here.
          </p>
        ) : null}
        {may.comment ? <NewComment page={page} answer={answer} /> : null}
      </div>
    </Section>
  );
}

function Thread({
  thread,
  page,
  answer,
}: GuestCommentsProps & { readonly thread: GuestThreadView }) {
  const { id, by, claim, quote, comments, suggestion, isResolved } = thread;
  const standing = suggestion
    ? SUGGESTION_LABELS[suggestion.state]
    : isResolved
      ? "Resolved"
      : null;
  return (
    <article
      aria-label={`${suggestion ? "Suggestion" : "Comment"} by ${by}`}
      className="grid gap-3"
    >
      {quote === "" ? null : <p className="line-clamp-2 text-sm text-ink-soft">“{quote}”</p>}
      {suggestion ? (
        <p>
          <span className="font-medium">{suggestion.says}</span>
          <span className="block text-sm text-ink-soft">
            Proposed by {by}
            {claim === null ? "" : ` (${claim})`}
          </span>
        </p>
      ) : null}
      {standing === null ? null : <p className="text-sm font-medium">{standing}</p>}
      {comments.map((comment) =>
        comment.isRemoved ? (
          <p key={comment.id} className="text-sm text-ink-soft italic">
            A comment of {comment.author} was removed.
          </p>
        ) : comment.text === "" ? null : (
          <div key={comment.id}>
            <p className="text-sm text-ink-soft">
              {comment.author}
              {comment.claim === null ? "" : ` (${comment.claim})`} · <Timestamp at={comment.at} />
              {comment.isEdited ? " · edited" : ""}
            </p>
            <p className="whitespace-pre-line">{comment.text}</p>
            {comment.isMine ? (
              <ConfirmForm
                intent="remove"
                fields={{ threadId: id, commentId: comment.id }}
                label="Remove"
                look="quiet"
                className="-ml-3"
                about="this comment"
                question="Remove your comment?"
                consequence="Its words are gone for everybody; that there was a comment stays visible."
                confirm="Remove it"
              />
            ) : null}
          </div>
        ),
      )}
      {suggestion?.isMine && suggestion.state === "open" ? (
        <ConfirmForm
          intent="withdraw"
          fields={{ threadId: id }}
          label="Withdraw the suggestion"
          look="quiet"
          className="-ml-3"
          question="Withdraw your suggestion?"
          consequence="Nobody can accept it any more. It stays in the list as withdrawn."
          confirm="Withdraw it"
        />
      ) : null}
      {page.may.comment && (!isResolved || suggestion) ? (
        <Reply threadId={id} page={page} answer={answer} />
      ) : null}
    </article>
  );
}

const SUGGESTION_LABELS = {
  open: "Suggested, not decided yet",
  accepted: "Accepted",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
} as const;

function Reply({ threadId, page, answer }: GuestCommentsProps & { readonly threadId: string }) {
  const isRefused =
    answer?.intent === "reply" && answer.reply.initialValue?.["threadId"] === threadId;
  const isSent = answer?.intent === "reply" && answer.show?.threadId === threadId;
  const [form, fields] = useSentForm({
    id: `reply-${threadId}`,
    schema: guestReplyForm,
    answer: isRefused || isSent ? answer : undefined,
    intent: "reply",
    defaultValue: { key: page.key, threadId },
  });
  return (
    <details open={isRefused}>
      <summary className="link w-fit cursor-pointer py-1">Answer</summary>
      <SentForm form={form} intent="reply" submit="Send" submitting="Sending…" look="plain">
        <FormBase field={fields.key} />
        <FormBase field={fields.threadId} />
        <ParagraphsField field={fields.text} label="Your answer" rows={3} />
      </SentForm>
    </details>
  );
}

function NewComment({ page, answer }: GuestCommentsProps) {
  const [form, fields] = useSentForm({
    id: "comment",
    schema: guestCommentForm,
    answer,
    intent: "comment",
    defaultValue: { key: page.key },
  });
  return (
    <SentForm form={form} intent="comment" submit="Send the comment" submitting="Sending…">
      <FormBase field={fields.key} />
      <SelectField
        field={fields.blockId}
        label="About"
        unchosen="The document as a whole"
        options={page.paragraphs.map(({ blockId, words }) => ({ value: blockId, label: words }))}
        optional="by its first choice"
      />
      <ParagraphsField field={fields.text} label="Your comment" rows={4} />
    </SentForm>
  );
}
