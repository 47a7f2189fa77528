import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import type { OwnAddressView } from "#server/services/index.ts";
import { changeAddressForm } from "#app/domain/forms/address-change.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { ConfirmForm } from "#app/ui/ConfirmForm.tsx";
import { PasswordField, TextField } from "#app/ui/Field.tsx";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { FormErrors, SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction = () => [{ title: "E-mail address · Coalition Desk" }];

const guard = { need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => withProof(visit, await visit.context.services.address.show(visit.actor)),
});

export const action = guardedActions(guard, (handle) => ({
  change: handle({
    form: changeAddressForm,
    run: (visit) =>
      visit.context.services.address.ask(visit.actor, visit.input, askingBrowser(visit)),
    next: () => ({
      said: "A letter is on its way to either address. Nothing changes before both have confirmed it.",
    }),
  }),
  stop: handle({
    form: z.object({}),
    run: ({ actor, context }) => context.services.address.stop(actor),
    next: () => ({ said: "The change was stopped; its links no longer work." }),
  }),
}));

export default function ChangeAddress() {
  const { email, hasPassword, hindrance, needsOwnFactor, pending, proof } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="E-mail address"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/account", label: "Account" },
      ]}
      lead={email}
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      <div className="grid gap-12">
        {pending ? <Pending email={email} pending={pending} answer={answer} /> : null}
        {/* A password is given in the form itself. */}
        {hindrance === null && !hasPassword ? <AskProof proof={proof} answer={answer} /> : null}
        {hindrance === null ? (
          <AskForm hasPassword={hasPassword} answer={answer} />
        ) : (
          <Notice kind="word">
            {hindrance}
            {needsOwnFactor ? (
              <>
                {" "}
                <Link to="/account/own-factor" className="link">
                  Prove a factor of your own
                </Link>
              </>
            ) : null}
          </Notice>
        )}
      </div>
    </Page>
  );
}

interface PendingProps {
  readonly email: string;
  readonly pending: NonNullable<OwnAddressView["pending"]>;
  readonly answer: FormAnswer<unknown> | undefined;
}

function Pending({ email, pending, answer }: PendingProps) {
  const { after, confirmed, expiresAt } = pending;
  const state = (isDone: boolean) => (isDone ? "confirmed" : "not confirmed yet");
  return (
    <Section title="A change waits">
      <FormErrors answer={answer} intent="stop" />
      <ul className="mb-4 list-disc pl-5">
        <li>
          {email}: {state(confirmed.before)}
        </li>
        <li>
          {after}: {state(confirmed.after)}
        </li>
      </ul>
      <p className="mb-4 text-ink-soft">
        Each has a letter with a link, which works until{" "}
        <Timestamp at={expiresAt} as="whole" ends /> If a letter is lost, ask for the change again.
      </p>
      <ConfirmForm
        intent="stop"
        look="plain"
        label="Stop the change"
        question="Stop the change?"
        consequence={`Your address stays ${email}, and the links in both letters end.`}
        confirm="Stop it"
      />
    </Section>
  );
}

function AskForm({
  hasPassword,
  answer,
}: {
  readonly hasPassword: boolean;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  const [form, fields] = useSentForm({
    id: "change-address",
    schema: changeAddressForm,
    answer,
    intent: "change",
  });
  return (
    <Section title="Change it">
      <SentForm form={form} intent="change" submit="Ask for the change" submitting="Asking…">
        <TextField
          field={fields.email}
          label="New e-mail address"
          type="email"
          hint="A link goes to it and to your present one; you sign in with it once both are opened and confirmed."
          autoComplete="email"
        />
        {hasPassword ? (
          <PasswordField
            field={fields.currentPassword}
            label="Your password"
            autoComplete="current-password"
          />
        ) : null}
      </SentForm>
    </Section>
  );
}
