import { redirect, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { PasskeySignIn } from "#app/features/passkeys/PasskeySignIn.tsx";
import { UnsavedHere } from "#app/features/account/UnsavedHere.tsx";
import { OrganizationSignIn } from "#app/features/identity/OrganizationSignIn.tsx";
import { useClosedDevice } from "#app/features/account/use-closed-device.ts";
import { PasswordLost } from "#app/features/account/PasswordLost.tsx";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { PasswordField, TextField } from "#app/ui/Field.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { signInForm } from "#app/domain/forms/sign-in.ts";
import { done } from "#app/domain/refusal.ts";
import { openAction } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { pageAfterSignIn } from "#app/framework/next-page.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Coalition Desk" }];

export const loader = openLoader({
  load: async ({ url, context }) => {
    if (await context.services.setUp.isOpen()) throw redirect("/set-up");
    const passkeys = context.services.passkeys.isServed(context.appUrl);
    if (!passkeys.ok) return passkeys;
    const offered = await context.services.identityProviders.offered();
    return done({
      sentHere: url.searchParams.has("next"),
      search: url.search,
      already: context.actor?.name ?? null,
      passwordSet: url.searchParams.get("password") === "changed",
      hasPasskeys: passkeys.value,
      offersOrganizations: offered.ok && offered.value,
    });
  },
});

export const action = openAction({
  form: signInForm,
  run: ({ context, input }) =>
    context.auth.signIn(
      input.email,
      input.password,
      { address: context.address, userAgent: context.userAgent },
      context.sessionId,
    ),
  next: (signedIn, { url }) => ({
    to: pageAfterSignIn(signedIn, url.searchParams.get("next")),
    cookie: signedIn.cookie,
  }),
});

export default function SignIn() {
  const { sentHere, search, already, passwordSet, hasPasskeys, offersOrganizations } =
    useLoaderData<typeof loader>();
  useClosedDevice();
  const [form, fields] = useSentForm({
    id: "sign-in",
    schema: signInForm,
    answer: useActionData<typeof action>(),
  });

  return (
    <AuthLayout
      title="Sign in"
      lead={sentHere ? "Sign in, and you get to the page that you asked for." : null}
    >
      {passwordSet ? (
        <Notice kind="done" className="mb-5">
          Your new password is set. All devices were signed out, and tokens for your programs and
          your calendar’s address have ended. Sign in with it.
        </Notice>
      ) : null}
      {already ? (
        <Notice kind="word" className="mb-5">
          You are signed in as {already}. Signing in as someone else ends that.
        </Notice>
      ) : (
        <UnsavedHere />
      )}
      <SentForm form={form} submit="Sign in" submitting="Signing in…">
        <TextField
          field={fields.email}
          label="E-mail address"
          type="email"
          autoComplete="username webauthn"
        />
        <PasswordField field={fields.password} label="Password" autoComplete="current-password" />
      </SentForm>
      {hasPasskeys ? (
        <div className="mt-6">
          <PasskeySignIn />
        </div>
      ) : null}
      <OrganizationSignIn isOffered={offersOrganizations} search={search} />
      <p className="mt-6 text-sm text-ink-soft">
        No account yet? An administrator of your organization can invite you.
      </p>
      <PasswordLost />
    </AuthLayout>
  );
}
