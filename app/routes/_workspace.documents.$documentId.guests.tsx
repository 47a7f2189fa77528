import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { endGuestForm, inviteGuestForm } from "#app/domain/forms/guest.ts";
import { documentParams } from "#app/editor/session/document-params.ts";
import { DocumentPage } from "#app/features/document/DocumentPage.tsx";
import { GuestList } from "#app/features/guests/GuestList.tsx";
import { InviteGuest } from "#app/features/guests/InviteGuest.tsx";
import { HelpLink } from "#app/features/help/HelpLink.tsx";
import { Party } from "#app/features/matter/Party.tsx";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Empty, Section } from "#app/ui/Page.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Who can see it: ${data?.document.title ?? "Not found"} · Coalition Desk` },
];

const guard = { params: documentParams, need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) =>
    withProof(
      visit,
      await visit.context.services.guests.readers(visit.actor, visit.params.documentId),
    ),
});

export const action = guardedActions(guard, (handle) => ({
  invite: handle({
    form: inviteGuestForm,
    run: (visit) =>
      visit.context.services.guests.invite(
        visit.actor,
        visit.params.documentId,
        visit.input,
        askingBrowser(visit),
      ),
    next: ({ name }) => ({ said: `${name} was invited; the link was mailed.` }),
  }),
  end: handle({
    form: endGuestForm,
    run: ({ actor, params, context, input }) =>
      context.services.guests.end(actor, params.documentId, input),
    next: ({ name }) => ({ said: `The link of ${name} has ended.` }),
  }),
}));

export default function WhoCanSee() {
  const { document, parties, guests, may, mails, days, proof } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const mayInvite = may.inviteFor.length > 0;
  const isOpen = mayInvite && mails && !document.isBroughtIn;
  return (
    <DocumentPage
      document={document}
      title="Who can see this document"
      lead="Everybody of the matter’s organizations, and its guests: people of no organization who read this one document by a link."
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <FormErrors answer={answer} intent="end" />
      <div className="grid gap-10">
        <Section title="Guests">
          {guests.length > 0 ? (
            <GuestList guests={guests} mayEnd={may.end} />
          ) : (
            <Empty
              action={
                isOpen ? (
                  <a href="#invite-a-guest" className="link">
                    Invite a guest
                  </a>
                ) : (
                  <HelpLink about="people#let-a-guest-read-one-document">
                    What a guest is, and who invites one
                  </HelpLink>
                )
              }
            >
              <p>
                {mayInvite && !mails
                  ? "Nobody. This server sends no e-mails, and a guest shows by a mailed code that they are the one: so nobody can be invited."
                  : "Nobody. A guest, such as outside counsel, reads one document by a link and a mailed code, until a set day."}
              </p>
            </Empty>
          )}
        </Section>
        {isOpen ? (
          <Section id="invite-a-guest" title="Invite a guest" className="max-w-2xl">
            <AskProof
              proof={proof}
              answer={answer?.intent === "invite" ? answer : undefined}
              before="somebody from outside can read the document"
            />
            <InviteGuest may={may} days={days} />
          </Section>
        ) : null}
        <Section title="Organizations">
          <Card>
            <ul className="divide-y divide-rule">
              {parties.map((party) => (
                <li key={party.id} className="px-5 py-4">
                  <Party party={party} />
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      </div>
    </DocumentPage>
  );
}
