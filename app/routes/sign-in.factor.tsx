import { Form, redirect, useActionData, useLoaderData } from "react-router";
import type { AppLoadContext, MetaFunction } from "react-router";
import * as z from "zod";
import type { EnrollmentView, FactorSetUpView, RecoveryCodesView } from "#server/services/index.ts";
import { addPasskeyForm } from "#app/domain/forms/passkey.ts";
import { codeForm } from "#app/domain/forms/second-factor.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { EnrollPasskey } from "#app/features/passkeys/EnrollPasskey.tsx";
import { AppSetUp } from "#app/features/second-factor/AppSetUp.tsx";
import { RecoveryCodes } from "#app/features/second-factor/RecoveryCodes.tsx";
import { listedOrganizations } from "#app/features/second-factor/listed-organizations.ts";
import { SignOutForm } from "#app/features/account/SignOutForm.tsx";
import { INTENT_FIELD } from "#app/framework/form-answer.ts";
import type { IncomingRequest } from "#app/framework/access-requirement.ts";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { openActions } from "#app/framework/guarded-action.ts";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { nextPage, withNext } from "#app/framework/next-page.ts";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { Button, ButtonLink } from "#app/ui/Button.tsx";
import { Notice } from "#app/ui/Notice.tsx";
import { FormErrors, useBusy } from "#app/ui/SentForm.tsx";

export const meta: MetaFunction = () => [{ title: "A second factor · Coalition Desk" }];

/** Their session, and the browser that it is in. */
function sessionOf(
  { actor, sessionId }: NonNullable<AppLoadContext["enrollee"]>,
  { address, userAgent }: Pick<AppLoadContext, "address" | "userAgent">,
  request: Request,
) {
  const cookies = request.headers.get("Cookie");
  return { actor, sessionId, cookies, address, userAgent, isEnrolling: true };
}

interface EnrollmentPage {
  /** The page that was asked for. */
  readonly next: string;
  /** Null for somebody who is in. */
  readonly waits:
    | (EnrollmentView & {
        readonly setUp: FactorSetUpView | null;
        /** A name for a passkey made here; null where browsers make none for this address. */
        readonly passkeyName: string | null;
      })
    | null;
}

export const loader = openLoader({
  load: async (visit) => {
    const { context, request, url } = visit;
    const next = nextPage(url.searchParams.get("next"));
    const { enrollee, services } = context;
    // Once it is set up, the page shows the recovery codes, and leads on.
    if (!enrollee) {
      if (!context.actor) {
        throw redirect(withNext("/login", next));
      }
      return done<EnrollmentPage>({ next, waits: null });
    }
    const session = sessionOf(enrollee, context, request);
    const waits = await services.secondFactor.showEnrollment(enrollee.actor, enrollee.sessionId);
    if (!waits.ok) return waits;
    // The answer to the form that has just set it up.
    if (!waits.value) return done<EnrollmentPage>({ next, waits: null });
    const setUp = await services.secondFactor.showSetUp(session);
    const passkeys = await services.passkeys.list(enrollee.actor, askingBrowser(visit));
    if (!passkeys.ok) return passkeys;
    const { unavailable, suggestedName } = passkeys.value;
    const passkeyName = unavailable === null ? suggestedName : null;
    return done<EnrollmentPage>({ next, waits: { ...waits.value, setUp, passkeyName } });
  },
});

const beginForm = z.object({});

interface NewCodes extends RecoveryCodesView {
  readonly email: string;
}

interface Filled<F> extends IncomingRequest<unknown> {
  readonly input: F;
}

async function begin({ context, request }: IncomingRequest<unknown>) {
  const { enrollee, services } = context;
  if (!enrollee) return refuse("not-signed-in");
  return services.secondFactor.begin(sessionOf(enrollee, context, request), {});
}

async function finish(visit: Filled<z.output<typeof codeForm>>): Promise<Outcome<NewCodes>> {
  const { context, request, input } = visit;
  const { enrollee, services } = context;
  if (!enrollee) return refuse("not-signed-in");
  const session = sessionOf(enrollee, context, request);
  const made = await services.secondFactor.finish(enrollee.actor, input, session);
  return made.ok ? done({ ...made.value, email: enrollee.actor.email }) : made;
}

async function addPasskey(visit: Filled<z.output<typeof addPasskeyForm>>) {
  const { enrollee, services } = visit.context;
  if (!enrollee) return refuse("not-signed-in");
  return services.passkeys.add(enrollee.actor, visit.input, askingBrowser(visit));
}

export const action = openActions(z.object({}), (handle) => ({
  begin: handle({
    form: beginForm,
    run: begin,
    next: ({ cookie }, { url }) => ({ to: url.pathname + url.search, cookie }),
  }),
  passkey: handle({
    form: addPasskeyForm,
    run: addPasskey,
    next: () => ({ said: "Your passkey was added." }),
  }),
  finish: handle({
    form: codeForm,
    run: finish,
    next: (made: NewCodes) => ({ said: "Your code app is set up.", show: made }),
  }),
}));

export default function EnrollFactor() {
  const { next, waits } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!waits) {
    // Of the forms here, that of the app alone shows something.
    const made = answer?.show as NewCodes | null | undefined;
    return (
      <AuthLayout title="You are in">
        {made ? <RecoveryCodes codes={made.codes} email={made.email} /> : null}
        <ButtonLink to={next} look="primary" reloadDocument>
          Continue
        </ButtonLink>
      </AuthLayout>
    );
  }
  const { requiredBy } = waits;
  return (
    <AuthLayout
      title="A second factor is needed"
      lead={
        requiredBy.length > 0
          ? `${listedOrganizations(requiredBy)} ${requiredBy.length === 1 ? "requires" : "require"} a passkey or a code of its reviewers and staff. Your place and your work are as they were.`
          : "Your organization requires it."
      }
    >
      <FormErrors answer={answer} intent="begin" />
      {waits.setUp ? <AppSetUp setUp={waits.setUp} answer={answer} /> : <Ways />}
      <div className="mt-6 border-t border-rule pt-4">
        <SignOutForm>
          <Button type="submit">Sign out</Button>
        </SignOutForm>
      </div>
    </AuthLayout>
  );
}

/** The ways to a factor. */
function Ways() {
  const { next, waits } = useLoaderData<typeof loader>();
  const busy = useBusy("begin");
  if (waits?.hasFactorAtHand === true) {
    return (
      <>
        <p className="mb-4">
          You have a passkey or a code app already: sign in with it. If you have lost it, an
          administrator of your organization can let you in again.
        </p>
        <ButtonLink to={withNext("/login", next)} look="primary">
          Sign in with it
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      {waits?.passkeyName ? <EnrollPasskey name={waits.passkeyName} /> : null}
      {waits?.canSeal === false ? (
        <Notice kind="word">
          This server has no key to encrypt secrets with, so no code app can be set up here: whoever
          runs it can give it one.
        </Notice>
      ) : waits?.mayUseApp === true ? (
        <>
          <p className="mb-4">
            An app on your phone, or your password manager, shows a code that you are asked for
            after your password.
          </p>
          <Form method="post">
            <input type="hidden" name={INTENT_FIELD} value="begin" />
            <Button type="submit" look="primary" busy={busy}>
              Set up a code app
            </Button>
          </Form>
        </>
      ) : (
        <p>
          The code app that you had before you were let in again stays yours, and can’t be replaced
          from here.{" "}
          {waits?.passkeyName
            ? null
            : "Passkeys need an address of this server that begins with https://, so whoever runs it has to help you on."}
        </p>
      )}
    </>
  );
}
