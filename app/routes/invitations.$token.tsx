import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import * as z from "zod";
import type { InvitationOffer } from "#server/services/index.ts";
import { FixedAddress } from "#app/features/account/FixedAddress.tsx";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { PasswordField, TextField } from "#app/ui/Field.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { OrganizationChip } from "#app/features/organization/OrganizationChip.tsx";
import { ROLE_HINTS, ROLE_LABELS } from "#app/features/organization/role-labels.ts";
import { SentForm, useSentForm } from "#app/ui/SentForm.tsx";
import { buttonClass } from "#app/ui/Button.tsx";
import { Departure } from "#app/features/identity/Departure.tsx";
import { useClosedDevice } from "#app/features/account/use-closed-device.ts";
import { SignOutForm } from "#app/features/account/SignOutForm.tsx";
import { joinByProviderForm } from "#app/domain/forms/identity-provider.ts";
import { acceptInvitationForm } from "#app/domain/forms/invitation.ts";
import { PASSWORD_MINIMUM } from "#app/domain/forms/password.ts";
import { refuse } from "#app/domain/refusal.ts";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { pageAfterSignIn } from "#app/framework/next-page.ts";
import { invitationParams } from "#app/framework/params.ts";
import { SECRET_ADDRESS } from "#app/framework/secret-address.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Join ${data.organization.name}` : "Invitation"} · Coalition Desk` },
  SECRET_ADDRESS,
];

export const loader = openLoader({
  params: invitationParams,
  load: ({ params, context }) => context.services.invitations.show(context.actor, params.token),
});

const joinForm = z.object({});

export const action = openActions(invitationParams, (handle) => ({
  accept: handle({
    form: acceptInvitationForm,
    run: ({ params, context, input }) =>
      context.services.invitations.accept(params.token, input, {
        address: context.address,
        userAgent: context.userAgent,
      }),
    next: (signedIn) => ({ to: pageAfterSignIn(signedIn, null), cookie: signedIn.cookie }),
  }),
  provider: handle({
    form: joinByProviderForm,
    run: ({ params, context, input }) =>
      context.services.identityProviders.beginJoin(
        { address: context.address, userAgent: context.userAgent },
        params.token,
        input,
        { origin: context.appUrl },
      ),
    next: ({ departure, cookie }) => ({
      said: `You are led to the sign-in of ${departure.organizationName}.`,
      show: departure,
      cookie,
    }),
  }),
  join: handle({
    form: joinForm,
    run: ({ params, context: { actor, services } }) =>
      actor ? services.invitations.join(actor, params.token) : refuse("not-signed-in"),
    next: () => ({ to: "/" }),
  }),
}));

export default function Invitation() {
  const offer = useLoaderData<typeof loader>();
  useClosedDevice();
  return (
    <AuthLayout title={`Join ${offer.organization.name}`} lead={<Offered offer={offer} />}>
      <Answer offer={offer} />
    </AuthLayout>
  );
}

function Offered({ offer }: { offer: InvitationOffer }) {
  const { organization, invitedBy, email, roles, expiresAt } = offer;
  return (
    <>
      <p>
        <OrganizationChip organization={organization} />
      </p>
      <p className="mt-3">
        {invitedBy ? `${invitedBy} invites` : "You are invited with"} {email}
        {invitedBy ? " to write with them" : null}. The invitation is open until{" "}
        <Timestamp at={expiresAt} as="date" />. Your part:
      </p>
      <ul className="mt-2 list-disc pl-5">
        {roles.map((role) => (
          <li key={role}>
            <strong className="font-medium text-ink">{ROLE_LABELS[role]}</strong>:{" "}
            {ROLE_HINTS[role]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Answer({ offer }: { offer: InvitationOffer }) {
  switch (offer.reader) {
    case "signed-out":
      return (
        <>
          <AcceptForm offer={offer} />
          <p className="mt-6 text-ink-soft">
            Do you have an account and no password?{" "}
            <Link to="/login" className="link">
              Sign in
            </Link>{" "}
            the way you usually do, then open this invitation’s link again in the same browser.
          </p>
          {offer.hasProvider ? <ProviderJoinForm offer={offer} /> : null}
        </>
      );
    case "invited":
      return <JoinForm offer={offer} />;
    case "someone-else":
      return (
        <>
          <p>
            You are signed in with another address. Only {offer.email} can accept this invitation:
            sign out, then open the link again.
          </p>
          <div className="mt-5">
            <SignOutForm>
              <button type="submit" className={buttonClass("primary")}>
                Sign out
              </button>
            </SignOutForm>
          </div>
        </>
      );
  }
}

function AcceptForm({ offer }: { offer: InvitationOffer }) {
  const [form, fields] = useSentForm({
    id: "accept",
    schema: acceptInvitationForm,
    answer: useActionData<typeof action>(),
    intent: "accept",
    defaultValue: { name: offer.name },
  });
  return (
    <SentForm
      form={form}
      intent="accept"
      submit={`Join ${offer.organization.shortName}`}
      submitting="Joining…"
    >
      <FixedAddress email={offer.email} />
      <TextField
        field={fields.name}
        label="Your name"
        hint="As it will stand beside your words."
        autoComplete="name"
      />
      <PasswordField
        field={fields.password}
        label="Password"
        hint={`New here? Choose one of at least ${PASSWORD_MINIMUM} characters; a short sentence is easy to remember. If you have an account with this address already, give its password.`}
        autoComplete="new-password"
      />
    </SentForm>
  );
}

/** Accepts it as whom the organization's own sign-in knows, without a password. */
function ProviderJoinForm({ offer }: { offer: InvitationOffer }) {
  const answer = useActionData<typeof action>();
  const [form, fields] = useSentForm({
    id: "provider",
    schema: joinByProviderForm,
    answer,
    intent: "provider",
    defaultValue: { name: offer.name },
  });
  const { shortName } = offer.organization;
  return (
    <section className="mt-8 border-t border-rule pt-6">
      <h2 className="font-semibold">Or through the sign-in of {shortName}</h2>
      <p className="mt-2 mb-4 text-ink-soft">
        You need no password here, and work for {shortName} alone until you set up a factor of your
        own.
      </p>
      {answer?.show ? <Departure departure={answer.show} /> : null}
      <SentForm
        form={form}
        intent="provider"
        submit={`Join with the sign-in of ${shortName}`}
        submitting="Asking…"
        look="plain"
      >
        <TextField field={fields.name} label="Your name" autoComplete="name" />
      </SentForm>
    </section>
  );
}

function JoinForm({ offer }: { offer: InvitationOffer }) {
  const [form] = useSentForm({
    id: "join",
    schema: joinForm,
    answer: useActionData<typeof action>(),
    intent: "join",
  });
  return (
    <SentForm
      form={form}
      intent="join"
      submit={`Join ${offer.organization.shortName}`}
      submitting="Joining…"
    >
      <p>You are signed in as {offer.email}.</p>
    </SentForm>
  );
}
