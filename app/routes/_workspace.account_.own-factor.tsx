import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { listed } from "#app/domain/listed.ts";
import { givenPassword } from "#app/domain/forms/password.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { PasswordField } from "#app/ui/Field.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "A factor of your own · Coalition Desk" }];

const guard = { need: "signed in" } as const;
const passwordForm = z.object({ password: givenPassword });
const pressed = z.object({});

export const loader = guardedLoader({
  ...guard,
  load: ({ actor, context }) => context.services.ownFactor.show(actor),
});

export const action = guardedActions(guard, (handle) => ({
  password: handle({
    form: passwordForm,
    run: ({ actor, context, input }) =>
      context.services.ownFactor.byPassword(actor, input, context.sessionId ?? "", {
        address: context.address,
        userAgent: context.userAgent,
      }),
    next: () => ({ said: "This sign-in now reaches all of your organizations." }),
  }),
  link: handle({
    form: pressed,
    run: ({ actor, context }) =>
      context.services.ownFactor.askLink(actor, context.sessionId ?? "", {
        address: context.address,
        userAgent: context.userAgent,
      }),
    next: () => ({
      said: "A link is on its way to your address. Open it in this browser; it works once, for 30 minutes.",
    }),
  }),
}));

export default function OwnFactor() {
  const { own, via, beyond, ways } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const others = listed(beyond);
  return (
    <Page
      title="A factor of your own"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/account", label: "Account" },
      ]}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      {own ? (
        <p>
          {beyond.length === 0
            ? "This sign-in reaches all of your organizations."
            : `This sign-in does not reach ${others}: what it asks of its people is to sign in through its own identity provider.`}
        </p>
      ) : (
        <div className="grid gap-12">
          <Notice kind="word">
            You are here for {via ?? "no organization"} alone: that is who let you in.
            {beyond.length === 0
              ? null
              : ` To act for ${others}, prove here what ${via ?? "nobody else"} had no hand in.`}
          </Notice>
          {ways.password ? <OwnPasswordForm answer={answer} /> : null}
          {ways.link ? <MailedLink answer={answer} /> : null}
          {Object.values(ways).some(Boolean) ? null : (
            <p>
              You have no factor of your own that could be proved here. Whoever runs this server can
              give you a new password, which is one.
            </p>
          )}
        </div>
      )}
      <p className="mt-10">
        <Link to="/account" className="link">
          Your account
        </Link>
      </p>
    </Page>
  );
}

function OwnPasswordForm({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const [form, fields] = useSentForm({
    id: "own-password",
    schema: passwordForm,
    answer,
    intent: "password",
  });
  return (
    <Section title="Your password here">
      <SentForm form={form} intent="password" submit="Prove it" submitting="Checking…">
        <PasswordField field={fields.password} label="Password" autoComplete="current-password" />
      </SentForm>
    </Section>
  );
}

function MailedLink({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const [form] = useSentForm({ id: "own-link", schema: pressed, answer, intent: "link" });
  return (
    <Section title="A link in your mailbox">
      <SentForm
        form={form}
        intent="link"
        submit="Mail me a link"
        submitting="Sending…"
        look="plain"
      >
        <p>It is mailed to the address of your account, and works in this browser alone.</p>
      </SentForm>
    </Section>
  );
}
