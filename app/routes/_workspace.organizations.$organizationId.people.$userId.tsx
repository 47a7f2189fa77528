import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { listed } from "#app/domain/listed.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { LetInAgain } from "#app/features/organization/LetInAgain.tsx";
import { RolesField } from "#app/features/organization/RolesField.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { letInForm } from "#app/domain/forms/account-link.ts";
import { setRolesForm, removePersonForm } from "#app/domain/forms/organization.ts";
import { done, refuse } from "#app/domain/refusal.ts";
import { withAbsoluteUrl } from "#app/framework/absolute-url.ts";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { memberParams } from "#app/framework/params.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.person.name ?? "Person"} · Coalition Desk` },
];

const guard = {
  params: memberParams,
  need: permitted("organization.manage-people", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    const people = await context.services.organizations.people(actor, params.organizationId);
    if (!people.ok) return people;
    const person = people.value.people.find(({ userId }) => userId === params.userId);
    if (!person) return refuse("not-found");
    const letIns = await context.services.accountLinks.ofMember(
      actor,
      params.organizationId,
      params.userId,
    );
    if (!letIns.ok) return letIns;
    const { organization } = people.value;
    return withProof(visit, done({ organization, person, letIns: letIns.value }));
  },
});

export const action = guardedActions(guard, (handle) => ({
  roles: handle({
    form: setRolesForm.omit({ userId: true }),
    run: ({ actor, params, context, input }) =>
      context.services.organizations.setRoles(actor, params.organizationId, {
        userId: params.userId,
        roles: input.roles,
      }),
    next: (_nothing, { params }) => ({ to: `/organizations/${params.organizationId}` }),
  }),
  "let-in": handle({
    form: z.object({}),
    run: (visit) => {
      const { actor, params, context } = visit;
      const { accountLinks } = context.services;
      return accountLinks.letIn(actor, params.organizationId, params.userId, askingBrowser(visit));
    },
    next: (made, { context }) => ({
      said: "The link is ready.",
      show: withAbsoluteUrl(made, context.appUrl),
    }),
  }),
  "revoke-let-in": handle({
    form: letInForm,
    run: ({ actor, params, context, input }) =>
      context.services.accountLinks.revoke(actor, params.organizationId, input.linkId),
    next: () => ({ said: "The link was withdrawn; it no longer works." }),
  }),
  remove: handle({
    form: removePersonForm.omit({ userId: true }),
    run: ({ actor, params, context }) =>
      context.services.organizations.removePerson(actor, params.organizationId, params.userId),
    next: (_nothing, { actor, params }) => ({
      to: actor.userId === params.userId ? "/" : `/organizations/${params.organizationId}`,
    }),
  }),
}));

export default function Member() {
  const { organization, person, letIns, proof } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "roles",
    schema: setRolesForm.omit({ userId: true }),
    answer,
    intent: "roles",
    defaultValue: { roles: [...person.roles] },
  });
  const people = `/organizations/${organization.id}`;
  const alone = aloneSentence(organization.shortName, person);
  const madeForOthers = person.roles.includes("admin")
    ? ` Invitations and links for others that ${person.you ? "you" : "they"} made, and that nobody has used yet, end with it.`
    : null;
  const leave = person.you
    ? `Leave ${organization.shortName}`
    : `Remove ${person.name} from ${organization.shortName}`;

  return (
    <Page
      title={person.name}
      crumbs={[
        { to: "/", label: "Home" },
        { to: people, label: organization.name },
      ]}
      lead={person.email}
      narrow
    >
      {answer?.show ? null : <StatusMessage>{answer?.said}</StatusMessage>}
      <div className="grid gap-12">
        {alone === null ? null : <Notice kind="word">{alone}</Notice>}
        <SentForm
          form={form}
          intent="roles"
          submit="Save roles"
          submitting="Saving…"
          beside={
            <Link to={people} className="link">
              Cancel
            </Link>
          }
        >
          <RolesField field={fields.roles} />
          {madeForOthers ? (
            <p className="text-ink-soft">
              For whoever stops being an administrator:{madeForOthers}
            </p>
          ) : null}
        </SentForm>
        {person.you ? null : (
          <LetInAgain
            name={person.name}
            organization={organization.shortName}
            open={letIns}
            made={answer?.show ?? null}
            answer={answer}
            ask={
              <AskProof proof={proof} answer={answer?.intent === "let-in" ? answer : undefined} />
            }
          />
        )}
        <Section title={leave}>
          <FormErrors answer={answer} intent="remove" />
          {person.lastAdmin ? (
            <p className="text-ink-soft">
              {person.you ? "You are" : `${person.name} is`} its only administrator, and an
              organization needs one. Make someone else an administrator first.
            </p>
          ) : (
            <>
              <p className="mb-4 text-ink-soft">
                {person.you ? "You lose" : `${person.name} loses`} sight of its matters at once, and
                drafts that are open are closed. What was written stays.{madeForOthers}
              </p>
              <ConfirmForm
                intent="remove"
                label={leave}
                question={`${leave}?`}
                consequence={`It takes effect at once, also in drafts that are open now. To come back takes a new invitation.${alone === null ? "" : ` ${alone}`}`}
                confirm={leave}
              />
            </>
          )}
        </Section>
      </div>
    </Page>
  );
}

/** The papers whose review can't end without this person; null for none. */
function aloneSentence(
  organization: string,
  {
    name,
    you,
    waitsFor,
  }: { readonly name: string; readonly you: boolean; readonly waitsFor: readonly string[] },
): string | null {
  if (waitsFor.length === 0) return null;
  const papers = listed(waitsFor.map((title) => `“${title}”`));
  return `${you ? "You are" : `${name} is`} the only reviewer of ${organization}: without one, nobody can sign ${papers} for it, and the review can’t end.`;
}
