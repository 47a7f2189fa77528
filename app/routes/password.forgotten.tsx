import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { NoLettersHere } from "#app/features/account/NoLettersHere.tsx";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { StatusMessage } from "#app/ui/Notice.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { forgottenForm } from "#app/domain/forms/account-link.ts";
import { done } from "#app/domain/refusal.ts";
import { openAction } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";

export const meta: MetaFunction = () => [{ title: "Password forgotten · Coalition Desk" }];

export const loader = openLoader({
  load: ({ context }) => {
    const mailed = context.services.accountLinks.mailed();
    return mailed.ok ? done({ mailed: mailed.value }) : mailed;
  },
});

export const action = openAction({
  form: forgottenForm,
  run: ({ context, input }) =>
    context.services.accountLinks.ask(input, {
      address: context.address,
      userAgent: context.userAgent,
    }),
  // The same for every address: it tells nobody who has an account here.
  next: () => ({
    said: "If that is the confirmed address of an account, a link is on its way to it. It works once, for 30 minutes. Nothing there? Look among unwanted mail. Three of them can be open at once; then no further one is mailed, and each of the three works.",
  }),
});

export default function Forgotten() {
  const { mailed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({ id: "forgotten", schema: forgottenForm, answer });
  return (
    <AuthLayout
      title="Password forgotten"
      lead={
        mailed
          ? "Give the e-mail address of your account, and a link is mailed to it by which you choose a new password. It works too if you never had one."
          : null
      }
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      {mailed ? (
        <SentForm form={form} submit="Mail me a link" submitting="Sending…">
          <TextField
            field={fields.email}
            label="E-mail address"
            type="email"
            autoComplete="username"
          />
        </SentForm>
      ) : (
        <NoLettersHere />
      )}
      <p className="mt-6 text-sm text-ink-soft">
        {mailed
          ? "You don’t read that mailbox any more? An administrator of your organization can let you in again. "
          : null}
        <Link to="/login" className="link">
          Back to signing in
        </Link>
      </p>
    </AuthLayout>
  );
}
