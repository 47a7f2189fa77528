import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { SignInPolicyView } from "#server/services/index.ts";
import { signInPolicyForm } from "#app/domain/forms/second-factor.ts";
import { ROLE_LABELS } from "#app/features/organization/role-labels.ts";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedAction } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { ChoicesField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Card, Empty, Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Signing in · Coalition Desk" }];

const guard = {
  params: organizationParams,
  need: permitted("organization.edit", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    const { signInPolicy } = context.services.organizations;
    const policy = await signInPolicy(actor, params.organizationId, askingBrowser(visit));
    return withProof(visit, policy);
  },
});

export const action = guardedAction({
  ...guard,
  form: signInPolicyForm,
  run: (visit) => {
    const { actor, params, context, input } = visit;
    const browser = askingBrowser(visit);
    const { setSignInPolicy } = context.services.organizations;
    return setSignInPolicy(actor, params.organizationId, input, browser);
  },
  next: () => ({ said: "The requirements are saved." }),
});

export default function SignInPolicy() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { organization, people } = view;
  return (
    <Page
      title="Signing in"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${organization.id}`, label: organization.name },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <AskProof proof={view.proof} answer={answer} />
      <div className="grid gap-10">
        <Section title="Requirements">
          <PolicyForm view={view} answer={answer} />
        </Section>
        <Section title="Reviewers and staff">
          {people.length === 0 ? (
            <Empty
              action={
                <Link to={`/organizations/${organization.id}`} className="link">
                  Give roles to people
                </Link>
              }
            >
              Nobody has one of these roles yet.
            </Empty>
          ) : (
            <Card>
              <ul className="divide-y divide-rule">
                {people.map((person) => (
                  <li
                    key={person.userId}
                    className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4"
                  >
                    <div className="min-w-0 flex-1 basis-64">
                      <p className="font-medium">{person.name}</p>
                      <p className="text-sm text-ink-soft">
                        {person.roles.map((role) => ROLE_LABELS[role]).join(", ")}
                      </p>
                    </div>
                    <p className="text-[0.9375rem]">
                      <FactorsOf person={person} />
                    </p>
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </Section>
        <Section title="Its own sign-in">
          <p>
            <Link to={`/organizations/${organization.id}/provider`} className="link">
              The organization’s own sign-in, for its people (OpenID Connect)
            </Link>
          </p>
        </Section>
        <p>
          <Link to={`/organizations/${organization.id}`} className="link">
            Back to the people
          </Link>
        </p>
      </div>
    </Page>
  );
}

function FactorsOf({ person }: { readonly person: SignInPolicyView["people"][number] }) {
  const { passkeys, hasApp, byProvider } = person;
  const factors = [
    ...(passkeys > 0 ? [passkeys === 1 ? "Passkey" : `${passkeys} passkeys`] : []),
    ...(hasApp ? ["Code app"] : []),
    ...(byProvider ? ["The organization’s own sign-in"] : []),
  ];
  if (factors.length > 0) return <>{factors.join(", ")}</>;
  return <strong className="font-medium text-caution">Password alone</strong>;
}

function PolicyForm({
  view: { requiresFactor, requiresPasskey },
  answer,
}: {
  readonly view: SignInPolicyView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "policy",
    schema: signInPolicyForm,
    answer,
    defaultValue: {
      policy: [
        ...(requiresFactor ? (["factor"] as const) : []),
        ...(requiresPasskey ? (["passkey"] as const) : []),
      ],
    },
  });
  return (
    <SentForm form={form} submit="Save" submitting="Saving…">
      <ChoicesField
        field={fields.policy}
        label="For its reviewers and staff"
        hint="Nobody is locked out or removed: whoever lacks something is led through setting it up."
        choices={[
          {
            value: "factor",
            label: "A passkey or a code is required to sign in",
            hint: "A password alone leads to setting one up, at the next sign-in. Its own sign-in counts, too.",
          },
          {
            value: "passkey",
            label: "Reviewers sign off by passkey alone",
            hint: "A password is no signature for this organization then; a reviewer without a passkey adds one on their account.",
          },
        ]}
        multiple
      />
    </SentForm>
  );
}
