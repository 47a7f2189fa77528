import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { organizationSignInForm } from "#app/domain/forms/identity-provider.ts";
import { done } from "#app/domain/refusal.ts";
import { Departure } from "#app/features/identity/Departure.tsx";
import { openAction } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { nextPage, withNext } from "#app/framework/next-page.ts";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { TextField } from "#app/ui/Field.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [
  { title: "Sign in with your organization · Coalition Desk" },
];

export const loader = openLoader({
  load: ({ url, context }) =>
    done({
      // The link that an organization gives to its people names it.
      organization: url.searchParams.get("organization")?.slice(0, 254) ?? "",
      next: url.searchParams.get("next"),
      already: context.actor?.name ?? null,
    }),
});

export const action = openAction({
  form: organizationSignInForm,
  run: ({ context, input, url }) =>
    context.services.identityProviders.begin(
      { address: context.address, userAgent: context.userAgent },
      input,
      { origin: context.appUrl, next: nextPage(url.searchParams.get("next")) },
    ),
  next: ({ departure, cookie }) => ({
    said: `You are led to the sign-in of ${departure.organizationName}.`,
    show: departure,
    cookie,
  }),
});

export default function OrganizationSignInPage() {
  const { organization, next, already } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "organization",
    schema: organizationSignInForm,
    answer,
    defaultValue: { organization },
  });
  return (
    <AuthLayout title="Sign in with your organization">
      {already ? (
        <Notice kind="word" className="mb-5">
          You are signed in as {already}. Signing in as someone else ends that.
        </Notice>
      ) : null}
      {answer?.show ? <Departure departure={answer.show} /> : null}
      <SentForm form={form} submit="Continue" submitting="Asking…">
        <TextField
          field={fields.organization}
          label="Your organization, or your e-mail address"
          hint="Its name as it stands in the link that it gave you, such as “council”; or an address at its own domain."
          autoComplete="organization"
        />
      </SentForm>
      <p className="mt-6 text-sm text-ink-soft">
        You come in with your roles in that organization alone.{" "}
        <Link to={withNext("/login", next)} className="link">
          Sign in with a password or a passkey of your own
        </Link>{" "}
        for all of them.
      </p>
    </AuthLayout>
  );
}
