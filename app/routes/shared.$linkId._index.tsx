import { useActionData, useLoaderData, useSearchParams, type MetaFunction } from "react-router";
import * as z from "zod";
import {
  guestCommentForm,
  guestMailForm,
  guestRemoveForm,
  guestReplyForm,
  guestWithdrawForm,
} from "#app/domain/forms/guest.ts";
import { writtenDate } from "#app/domain/dates.ts";
import { FrozenText } from "#app/features/document/FrozenText.tsx";
import { STATUS_LABELS } from "#app/features/document/status-labels.ts";
import { GuestComments } from "#app/features/guests/GuestComments.tsx";
import { GuestMail } from "#app/features/guests/GuestMail.tsx";
import { ProposeText } from "#app/features/guests/ProposeText.tsx";
import { guestRequest } from "#app/features/guests/guest-request.ts";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { sharedParams } from "#app/framework/params.ts";
import { KeptPage } from "#app/ui/KeptPage.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? "A document for you"} · Coalition Desk` },
];

const leaveForm = z.object({});

export const loader = openLoader({
  params: sharedParams,
  load: (visit) => visit.context.services.guests.read(guestRequest(visit), visit.context.draft),
});

export const action = openActions(sharedParams, (handle) => ({
  comment: handle({
    form: guestCommentForm,
    run: (visit) => visit.context.services.guests.comment(guestRequest(visit), visit.input),
    next: () => ({
      said: "Your comment was sent. Everybody of the matter’s organizations and the document’s other guests can read it.",
    }),
  }),
  reply: handle({
    form: guestReplyForm,
    run: (visit) => visit.context.services.guests.reply(guestRequest(visit), visit.input),
    // Of a page's several forms for answers, that one is emptied.
    next: ({ threadId }) => ({ said: "Your answer was sent.", show: { threadId } }),
  }),
  remove: handle({
    form: guestRemoveForm,
    run: (visit) => visit.context.services.guests.remove(guestRequest(visit), visit.input),
    next: () => ({ said: "Your comment was removed. That there was one stays visible." }),
  }),
  withdraw: handle({
    form: guestWithdrawForm,
    run: (visit) => visit.context.services.guests.withdraw(guestRequest(visit), visit.input),
    next: () => ({ said: "Your suggestion was withdrawn." }),
  }),
  mail: handle({
    form: guestMailForm,
    run: (visit) => visit.context.services.guests.setMail(guestRequest(visit), visit.input),
    next: () => ({ said: "Saved." }),
  }),
  leave: handle({
    form: leaveForm,
    run: (visit) => visit.context.services.guests.leave(guestRequest(visit)),
    next: ({ cookie }, { params }) => ({ to: `/shared/${params.linkId}`, cookie }),
  }),
}));

export default function SharedDocument() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [query] = useSearchParams();
  const { linkId, guest, title, matter, status, html, layoutProfile, letterhead, versions, may } =
    page;
  const [leave] = useSentForm({ id: "leave", schema: leaveForm, answer, intent: "leave" });
  const suggested = query.has("suggested")
    ? "Your suggestion was sent. The draft is as it was."
    : null;
  return (
    <Page
      title={title}
      lead={
        <>
          <p>
            {STATUS_LABELS[status]} · {matter}
          </p>
          <p className="mt-1">
            You read it as {guest.name}, guest of {guest.organization}, through{" "}
            {writtenDate(page.lastDay)} (Washington time).
          </p>
        </>
      }
      actions={
        <SentForm
          form={leave}
          intent="leave"
          submit="Close it here"
          submitting="Closing…"
          look="plain"
        >
          {null}
        </SentForm>
      }
    >
      <KeptPage />
      <StatusMessage>{answer?.said ?? suggested}</StatusMessage>
      <div className="grid gap-10">
        <Notice kind="word">
          <a href="#comments" className="link">
            To the comments
          </a>{" "}
          at the foot of the page.{" "}
          {may.comment
            ? "What you write is read by everybody of the matter’s organizations, and by the document’s other guests. An organization’s own conversations are not shown to you."
            : "You can read this document. Whoever invited you can let you comment, too."}
        </Notice>
        <FrozenText
          html={html}
          layout={layoutProfile}
          label={`Text of ${title}`}
          letterhead={letterhead}
        />
        {versions.length === 0 ? null : (
          <Section title="Versions">
            <Card>
              <ul className="divide-y divide-rule">
                {versions.map((version) => (
                  <li key={version.number} className="px-5 py-4">
                    <a href={`/shared/${linkId}/versions/${version.number}`} className="link">
                      Version {version.number}
                      {version.name ? `: ${version.name}` : ""}
                    </a>
                    , <Timestamp at={version.createdAt} />
                  </li>
                ))}
              </ul>
            </Card>
          </Section>
        )}
        <GuestComments page={page} answer={answer} />
        {may.suggest ? <ProposeText page={page} /> : null}
        {may.comment ? <GuestMail hears={page.hearsAnswers} answer={answer} /> : null}
      </div>
    </Page>
  );
}
