import { Form, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import { codeForm, withoutCodeForm } from "#app/domain/forms/second-factor.ts";
import { done } from "#app/domain/refusal.ts";
import { CodeField } from "#app/features/second-factor/CodeField.tsx";
import { PasskeySignIn } from "#app/features/passkeys/PasskeySignIn.tsx";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { pageAfterSignIn, withNext } from "#app/framework/next-page.ts";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { FormErrors, SentForm, useBusy, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "Code · Coalition Desk" }];

export const loader = openLoader({
  load: async ({ context, request, url }) => {
    const { passkeys, secondFactor } = context.services;
    const isServed = passkeys.isServed(context.appUrl);
    return done({
      // Null once the step is over: an answer that says so is still shown.
      awaited: await secondFactor.awaited(request.headers.get("Cookie")),
      beginning: withNext("/login", url.searchParams.get("next")),
      hasPasskeys: isServed.ok && isServed.value,
    });
  },
});

export const action = openActions(z.object({}), (handle) => ({
  code: handle({
    form: codeForm,
    run: ({ context, request, input }) =>
      context.services.secondFactor.signIn(
        request.headers.get("Cookie"),
        input,
        { address: context.address, userAgent: context.userAgent },
        context.sessionId,
      ),
    next: (session, { url }) => ({
      to: pageAfterSignIn(session, url.searchParams.get("next")),
      cookie: session.cookie,
    }),
  }),
  without: handle({
    form: withoutCodeForm,
    run: ({ context, request }) =>
      context.services.secondFactor.signInWithout(
        request.headers.get("Cookie"),
        { address: context.address, userAgent: context.userAgent },
        context.sessionId,
      ),
    next: (session, { url }) => ({
      to: pageAfterSignIn(session, url.searchParams.get("next")),
      cookie: session.cookie,
    }),
  }),
}));

export default function SignInCode() {
  const { awaited, beginning, hasPasskeys } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({ id: "code", schema: codeForm, answer, intent: "code" });
  if (!awaited) {
    return (
      <AuthLayout title="No code is asked for">
        <FormErrors answer={answer} intent="code" />
        <FormErrors answer={answer} intent="without" />
        <p className="mb-4">
          This browser has given no password in the last ten minutes, or was signed in since.
        </p>
        <ButtonLink to={beginning} look="primary">
          Sign in
        </ButtonLink>
      </AuthLayout>
    );
  }
  const { without } = awaited;
  return (
    <AuthLayout title="Code of your app" lead="Your password was right. One step is left.">
      <SentForm form={form} intent="code" submit="Sign in" submitting="Checking…">
        <CodeField
          field={fields.code}
          hint="The six digits that your app shows now, or one of your recovery codes."
        />
      </SentForm>
      {without ? <Without name={without.name} /> : null}
      <div className="mt-6 border-t border-rule pt-4">
        <p className="mb-3 text-sm text-ink-soft">
          The app is lost, and the recovery codes with it?{" "}
          {hasPasskeys ? "Use a passkey, if you have one, or ask" : "Ask"} an administrator of your
          organization; whoever is its only one asks whoever runs this server.
        </p>
        {hasPasskeys ? <PasskeySignIn isOffered={false} /> : null}
      </div>
    </AuthLayout>
  );
}

/** For somebody who was let in again after they had lost the app. */
function Without({ name }: { readonly name: string }) {
  const answer = useActionData<typeof action>();
  const busy = useBusy("without");
  return (
    <div className="mt-6 border-t border-rule pt-4">
      <FormErrors answer={answer} intent="without" />
      <p className="mb-3 text-sm text-ink-soft">
        {name} let you in again. Without a code you are there for it alone: other organizations of
        yours stay closed until you prove a factor of your own.
      </p>
      <Form method="post">
        <input type="hidden" name={INTENT_FIELD} value="without" />
        <Button type="submit" busy={busy}>
          Continue without a code
        </Button>
      </Form>
    </div>
  );
}
