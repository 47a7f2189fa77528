import { Link, useActionData, useLoaderData, useSubmit, type MetaFunction } from "react-router";
import * as z from "zod";
import { passkeyProofForm } from "#app/domain/forms/passkey.ts";
import { codeForm } from "#app/domain/forms/second-factor.ts";
import { CodeField } from "#app/features/second-factor/CodeField.tsx";
import { PasskeyButton } from "#app/features/passkeys/PasskeyButton.tsx";
import { listed } from "#app/domain/listed.ts";
import { givenPassword } from "#app/domain/forms/password.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { INTENT_FIELD, type FormAnswer } from "#app/framework/form-answer.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { PasswordField } from "#app/ui/Field.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useBusy, useSentForm } from "#app/ui/SentForm.tsx";

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
    next: () => ({ said: REACHES_FURTHER }),
  }),
  code: handle({
    form: codeForm,
    run: ({ actor, context, input }) =>
      context.services.secondFactor.proveOwn(actor, input, context.sessionId ?? ""),
    next: () => ({ said: REACHES_FURTHER }),
  }),
  passkey: handle({
    form: passkeyProofForm,
    run: (visit) =>
      visit.context.services.passkeys.proveByPasskey(
        visit.actor,
        visit.input,
        askingBrowser(visit),
      ),
    next: ({ isFurther, cookie }) => ({
      said: isFurther
        ? REACHES_FURTHER
        : "That passkey was made when you had come in through an organization, so it is no factor of your own. Nothing was changed; use another one.",
      cookie,
    }),
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

const REACHES_FURTHER = "This sign-in now reaches further: a factor of your own was proved in it.";

export default function OwnFactor() {
  const { own, via, beyond, byProvider, asksMore, ways } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
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
          {byProvider.length === 0
            ? "This sign-in reaches all of your organizations."
            : beyondAnyFactor(byProvider)}
        </p>
      ) : (
        <div className="grid gap-12">
          <Notice kind="word">
            {via === null
              ? "This sign-in reaches none of your organizations."
              : `You are here for ${via} alone: that is who let you in.`}
            {beyond.length === 0
              ? null
              : ` To act for ${listed(beyond)}, prove here ${via === null ? "a factor of your own" : `what ${via} had no hand in`}.`}
            {byProvider.length === 0 ? null : ` ${beyondAnyFactor(byProvider)}`}
          </Notice>
          {ways.passkey ? <OwnPasskey answer={answer} /> : null}
          {ways.code ? <OwnCode answer={answer} /> : null}
          {ways.password ? <OwnPasswordForm answer={answer} /> : null}
          {ways.link ? <MailedLink answer={answer} /> : null}
          {Object.values(ways).some(Boolean) ? null : (
            <p>
              {asksMore
                ? "One of your organizations asks for a passkey or a second factor, and you have none of your own yet. Sign out, sign in with your password, and set one up there; “Password lost?” on the sign-in page says how to get a new password."
                : "You have no factor of your own that could be proved here. Whoever runs this server can give you a new password, which is one."}
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

function beyondAnyFactor(byProvider: readonly string[]): string {
  return `This sign-in does not reach ${listed(byProvider)}, whose people sign in through their organization’s own sign-in, and no factor of your own changes that.`;
}

function OwnPasskey({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const submit = useSubmit();
  const busy = useBusy("passkey");
  return (
    <Section title="A passkey of yours">
      <FormErrors answer={answer} intent="passkey" />
      <PasskeyButton
        act="sign"
        address="/passkeys/prove"
        label="Use a passkey"
        look="primary"
        busy={busy}
        onAnswer={(response) =>
          void submit({ [INTENT_FIELD]: "passkey", response }, { method: "post" })
        }
      />
    </Section>
  );
}

function OwnCode({ answer }: { readonly answer: FormAnswer<unknown> | undefined }) {
  const [form, fields] = useSentForm({ id: "own-code", schema: codeForm, answer, intent: "code" });
  return (
    <Section title="Your code app">
      <SentForm form={form} intent="code" submit="Prove it" submitting="Checking…">
        <CodeField
          field={fields.code}
          hint="The six digits that your app shows now, or one of your recovery codes."
        />
      </SentForm>
    </Section>
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
