import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { ProviderPageView } from "#server/services/index.ts";
import * as z from "zod";
import { identityProviderForm, requireProviderForm } from "#app/domain/forms/identity-provider.ts";
import { done } from "#app/domain/refusal.ts";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { ofOrganization, permitted } from "#app/framework/access-requirement.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { organizationParams } from "#app/framework/params.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { CopyField } from "#app/ui/CopyField.tsx";
import { ChoicesField, PasswordField, TextField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Its own sign-in · Coalition Desk" }];

const guard = {
  params: organizationParams,
  need: permitted("organization.edit", ofOrganization),
} as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, params, context } = visit;
    const view = await context.services.identityProviders.show(actor, params.organizationId);
    return withProof(visit, view.ok ? done({ ...view.value, origin: context.appUrl }) : view);
  },
});

export const action = guardedActions(guard, (handle) => ({
  set: handle({
    form: identityProviderForm,
    run: (visit) => {
      const { actor, params, context, input } = visit;
      const { identityProviders } = context.services;
      return identityProviders.set(actor, params.organizationId, input, askingBrowser(visit));
    },
    next: (saved) => ({ said: savedSentence(saved) }),
  }),
  require: handle({
    form: requireProviderForm,
    run: (visit) => {
      const { actor, params, context, input } = visit;
      const { identityProviders } = context.services;
      return identityProviders.require(actor, params.organizationId, input, askingBrowser(visit));
    },
    next: (_nothing, { input }) => ({
      said:
        input.required === "yes"
          ? "The organization’s people have to come in through its sign-in from now on."
          : "The organization’s people may come in otherwise, too.",
    }),
  }),
  remove: handle({
    form: z.object({}),
    run: (visit) => {
      const { actor, params, context } = visit;
      const { identityProviders } = context.services;
      return identityProviders.remove(actor, params.organizationId, askingBrowser(visit));
    },
    next: () => ({ said: "The sign-in was removed, with its links." }),
  }),
}));

interface SavedProvider {
  /** Whether issuer or client id are others than before. */
  readonly isNew: boolean;
  readonly noLongerRequired: boolean;
  /** How many sessions ended that had come in through the former one. */
  readonly signedOut: number;
}

function savedSentence({ isNew, noLongerRequired, signedOut }: SavedProvider): string {
  return [
    "The sign-in answers and is saved.",
    ...(signedOut > 0
      ? ["Everybody else who had come in through it as it was before is signed out."]
      : []),
    ...(noLongerRequired
      ? [
          "It is not required any more, since nobody has come in through it as it is now: see that it works, then require it again below.",
        ]
      : isNew
        ? ["Link your own account with it: that shows that it works."]
        : []),
  ].join(" ");
}

type Loaded = ProviderPageView & { readonly origin: string };

interface ProviderAnswered {
  readonly answer: FormAnswer<unknown> | undefined;
}

export default function OrganizationProvider() {
  const view = useLoaderData<typeof loader>();
  const { organization, provider } = view;
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Its own sign-in"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/organizations", label: "Organizations" },
        { to: `/organizations/${organization.id}`, label: organization.name },
        { to: `/organizations/${organization.id}/sign-in`, label: "Signing in" },
      ]}
      lead="People of the organization can come in through the sign-in that it has anyway (OpenID Connect). They carry its roles alone until they prove a factor of their own."
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <AskProof proof={view.proof} answer={answer} />
      <div className="grid gap-10">
        <Section title="The provider">
          <p className="mb-4 text-ink-soft">
            Register this workspace there as a web application, with this address to lead back to:
          </p>
          <CopyField
            label="Address to lead back to"
            value={new URL(view.callbackPath, view.origin).href}
          />
          <div className="mt-5">
            {/* Remounted when another one is saved. */}
            <ProviderForm key={provider?.changedAt ?? ""} provider={provider} answer={answer} />
          </div>
        </Section>
        {provider ? (
          <>
            <People view={view} />
            <Section title="Who must come in through it">
              <RequireForm
                key={provider.changedAt}
                view={view}
                provider={provider}
                answer={answer}
              />
            </Section>
            <Section title="Remove it">
              <p className="mb-4 text-ink-soft">
                Its people sign in with passwords and passkeys of their own from then on; who has
                none is let in again by mail, or by you.
              </p>
              <FormErrors answer={answer} intent="remove" />
              <ConfirmForm
                intent="remove"
                label="Remove the sign-in"
                question={`Remove the sign-in of ${organization.shortName}?`}
                consequence="All links with it end, and everybody else who came in through it is signed out at once."
                confirm="Remove the sign-in"
              />
            </Section>
          </>
        ) : null}
      </div>
    </Page>
  );
}

function ProviderForm({ provider, answer }: Pick<Loaded, "provider"> & ProviderAnswered) {
  const [form, fields] = useSentForm({
    id: "provider",
    schema: identityProviderForm,
    answer,
    intent: "set",
    ...(provider ? { defaultValue: { issuer: provider.issuer, clientId: provider.clientId } } : {}),
  });
  return (
    <SentForm form={form} intent="set" submit="Test and save" submitting="Asking…">
      {provider?.required ? (
        <p className="text-ink-soft">
          With another issuer or client id it is not required any more, until you require it again;
          and everybody else who came in through it is signed out.
        </p>
      ) : null}
      <TextField
        field={fields.issuer}
        label="Issuer"
        hint="As the provider names it, such as https://login.example.org. It is asked before anything is saved."
      />
      <TextField field={fields.clientId} label="Client id" />
      <PasswordField
        field={fields.clientSecret}
        label="Client secret"
        hint={
          provider?.hasSecret
            ? "One is kept, encrypted. Left empty, it stays while issuer and client id do."
            : "Kept encrypted and shown to nobody. Leave it empty for a public client."
        }
        autoComplete="new-password"
        optional
      />
    </SentForm>
  );
}

function People({ view }: { readonly view: Loaded }) {
  const without = view.people.filter(({ isLinked }) => !isLinked);
  const link = new URL(`/sign-in/organization?organization=${view.slug}`, view.origin).href;
  return (
    <Section title="Its people">
      <p className="mb-4 text-ink-soft">
        Give them this link. Whoever has an account links it once on their account page; whoever is
        new accepts their invitation through it.
      </p>
      <CopyField label="Link to the sign-in" value={link} />
      <p className="mt-4">
        {without.length === 0
          ? "Everybody’s account is linked."
          : `Not linked yet: ${without.map(({ name }) => name).join(", ")}.`}
      </p>
      {view.isLinked ? null : (
        <p className="mt-2">
          <Link to="/account/identities" className="link">
            Link your own account
          </Link>
        </p>
      )}
    </Section>
  );
}

function RequireForm({
  view: { administrators },
  provider: { required, breakGlassId },
  answer,
}: {
  readonly view: Loaded;
  readonly provider: NonNullable<Loaded["provider"]>;
} & ProviderAnswered) {
  const [form, fields] = useSentForm({
    id: "require",
    schema: requireProviderForm,
    answer,
    intent: "require",
    defaultValue: { required: required ? "yes" : "no", breakGlassId: breakGlassId ?? undefined },
  });
  return (
    <SentForm form={form} intent="require" submit="Save" submitting="Saving…">
      <ChoicesField
        field={fields.required}
        label="People of the organization"
        choices={[
          { value: "no", label: "may come in through it, or with a factor of their own" },
          {
            value: "yes",
            label: "have to come in through it",
            hint: "Otherwise their roles in the organization rest. Their other organizations are not touched.",
          },
        ]}
      />
      <ChoicesField
        field={fields.breakGlassId}
        label="But for this one administrator"
        hint="Who comes in with a password or a passkey of their own, should the sign-in fail one day."
        choices={administrators.map(({ userId, name }) => ({ value: userId, label: name }))}
        optional
      />
    </SentForm>
  );
}
