import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { FixedAddress } from "#app/features/account/FixedAddress.tsx";
import { PasswordField } from "#app/ui/Field.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { useClosedDevice } from "#app/features/account/use-closed-device.ts";
import { choosePasswordForm } from "#app/domain/forms/account-link.ts";
import { PASSWORD_MINIMUM } from "#app/domain/forms/password.ts";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { accountLinkParams } from "#app/framework/params.ts";
import { SECRET_ADDRESS } from "#app/framework/secret-address.ts";

export const meta: MetaFunction = () => [
  { title: "Choose a new password · Coalition Desk" },
  SECRET_ADDRESS,
];

/** Mail scanners open every link, so opening this one changes nothing. */
export const loader = openLoader({
  params: accountLinkParams,
  load: ({ params, context }) => context.services.accountLinks.show(params.token),
});

export const action = openActions(accountLinkParams, (handle) => ({
  choose: handle({
    form: choosePasswordForm,
    run: ({ params, context, input }) =>
      context.services.accountLinks.choosePassword(params.token, input),
    next: () => ({ to: "/login?password=changed" }),
  }),
}));

export default function ChoosePassword() {
  const { email, name, expiresAt, letInBy } = useLoaderData<typeof loader>();
  useClosedDevice();
  const [form, fields] = useSentForm({
    id: "choose",
    schema: choosePasswordForm,
    answer: useActionData<typeof action>(),
    intent: "choose",
  });
  return (
    <AuthLayout
      title="Choose a new password"
      lead={
        <>
          <p>
            For the account of {name}. The link works once, until{" "}
            <Timestamp at={expiresAt} as="whole" ends />
          </p>
          {letInBy === null ? null : (
            <p className="mt-2">
              An administrator of {letInBy} made it. With what you choose here you act for {letInBy}{" "}
              alone, until you prove a factor of your own: a passkey or a code that you set up
              yourself, or a link in your own mailbox.
            </p>
          )}
        </>
      }
    >
      <SentForm form={form} intent="choose" submit="Set password" submitting="Setting…">
        <FixedAddress email={email} />
        <PasswordField
          field={fields.newPassword}
          label="New password"
          hint={`At least ${PASSWORD_MINIMUM} characters; a short sentence is easy to remember. All devices are signed out, and you sign in with it next. A second factor that was set up is asked for as before.`}
          autoComplete="new-password"
        />
      </SentForm>
    </AuthLayout>
  );
}
