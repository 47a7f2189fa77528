import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { ReachView } from "#server/services/index.ts";
import { ownPasswordForm } from "#app/domain/forms/identity-provider.ts";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { PasswordField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Prove a factor of your own · Coalition Desk" }];

const guard = { need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, context }) => context.services.identityProviders.reach(actor),
});

export const action = guardedActions(guard, (handle) => ({
  password: handle({
    form: ownPasswordForm,
    run: ({ actor, context, input }) =>
      context.services.identityProviders.proveOwnPassword(
        actor,
        input,
        { address: context.address, userAgent: context.userAgent },
        context.sessionId ?? "",
      ),
    next: () => ({ said: "You have proved a factor of your own." }),
  }),
}));

export default function OwnFactor() {
  const reach = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Prove a factor of your own"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/account", label: "Account" },
      ]}
      lead={leadOf(reach)}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      {reach.beyond.length > 0 ? (
        <Section title="Where your roles rest">
          <ul className="grid gap-2">
            {reach.beyond.map((organization) => (
              <li key={organization.id} className="flex flex-wrap items-center gap-2">
                <OrganizationChip organization={organization} /> {organization.name}
              </li>
            ))}
          </ul>
          {reach.own ? (
            <p className="mt-4 text-ink-soft">
              They ask their people to come in through their own sign-in.{" "}
              <Link to="/sign-in/organization" className="link">
                Sign in with your organization
              </Link>
            </p>
          ) : null}
        </Section>
      ) : null}
      {reach.own ? null : <Proofs reach={reach} answer={answer} />}
    </Page>
  );
}

function leadOf({ own, via }: ReachView): string {
  if (own) return "You have proved a factor of your own in this sign-in.";
  const came = via ? `You came in through ${via.name}, and are here for it alone.` : "";
  return `${came} With a factor that no organization had a hand in, you go on with all of your roles: so nobody at one organization can sign for another.`.trim();
}

function Proofs({
  reach,
  answer,
}: {
  readonly reach: ReachView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  return (
    <div className="mt-10 grid gap-10">
      {reach.hasOwnPassword ? <PasswordProof answer={answer} /> : null}
      {reach.hasOwnPassword ? null : (
        <p className="text-ink-soft">
          You have no password that you chose yourself. Sign out, and have a link to choose one
          mailed to you from the sign-in page.
        </p>
      )}
    </div>
  );
}

function PasswordProof({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const [form, fields] = useSentForm({
    id: "own-password",
    schema: ownPasswordForm,
    answer,
    intent: "password",
  });
  return (
    <Section title="By your password">
      <SentForm form={form} intent="password" submit="Prove it" submitting="Checking…">
        <PasswordField field={fields.password} label="Password" autoComplete="current-password" />
      </SentForm>
    </Section>
  );
}
