import { useActionData, useLoaderData, type MetaFunction } from "react-router";
import type { SecondFactorView } from "#server/services/index.ts";
import { codeForm, factorProofForm } from "#app/domain/forms/second-factor.ts";
import { done } from "#app/domain/refusal.ts";
import { AppSetUp } from "#app/features/second-factor/AppSetUp.tsx";
import { ProofForm } from "#app/features/second-factor/ProofForm.tsx";
import { RecoveryCodes } from "#app/features/second-factor/RecoveryCodes.tsx";
import { listedOrganizations } from "#app/features/second-factor/listed-organizations.ts";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import type { RequestContext } from "#app/framework/access-requirement.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page, Section } from "#app/ui/Page.tsx";
import { Timestamp } from "#app/ui/Timestamp.tsx";

export const meta: MetaFunction = () => [{ title: "Code app · Coalition Desk" }];

const guard = { need: "signed in" } as const;

/** The session, and the browser that it is in. */
function sessionOf({ actor, context, request }: RequestContext<unknown>) {
  const { sessionId, address, userAgent } = context;
  const cookies = request.headers.get("Cookie");
  return { actor, sessionId: sessionId ?? "", cookies, address, userAgent, isEnrolling: false };
}

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { secondFactor } = visit.context.services;
    const session = sessionOf(visit);
    const shown = await secondFactor.show(visit.actor, session);
    if (!shown.ok) return shown;
    const setUp = await secondFactor.showSetUp(session);
    return done({ ...shown.value, setUp, email: visit.actor.email });
  },
});

export const action = guardedActions(guard, (handle) => ({
  begin: handle({
    form: factorProofForm,
    run: (visit) => visit.context.services.secondFactor.begin(sessionOf(visit), visit.input),
    next: ({ cookie }, { url }) => ({ to: url.pathname, cookie }),
  }),
  finish: handle({
    form: codeForm,
    run: (visit) =>
      visit.context.services.secondFactor.finish(visit.actor, visit.input, sessionOf(visit)),
    next: ({ codes }) => ({ said: "Your code app is set up.", show: codes }),
  }),
  "recovery-codes": handle({
    form: factorProofForm,
    run: (visit) =>
      visit.context.services.secondFactor.makeRecoveryCodes(
        visit.actor,
        visit.input,
        sessionOf(visit),
      ),
    next: ({ codes }) => ({ said: "There are new recovery codes.", show: codes }),
  }),
  remove: handle({
    form: factorProofForm,
    run: (visit) =>
      visit.context.services.secondFactor.remove(visit.actor, visit.input, sessionOf(visit)),
    next: () => ({ said: "The code app and its recovery codes were removed." }),
  }),
}));

export default function SecondFactor() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { app, locked, replacesLost, setUp, email } = view;
  return (
    <Page
      title="Code app"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/account", label: "Account" },
      ]}
      lead="An app on your phone, or your password manager, shows a code that you are asked for after your password."
      narrow
    >
      <StatusMessage>{answer?.said}</StatusMessage>
      {answer?.show ? <RecoveryCodes codes={answer.show} email={email} /> : null}
      <div className="grid gap-12">
        {setUp ? (
          <Section title={app ? "Set up another app in its place" : "Set it up"}>
            <AppSetUp setUp={setUp} answer={answer} />
          </Section>
        ) : null}
        <Standing view={view} setUp={setUp !== null} />
        {(locked === null || replacesLost) && !setUp ? (
          <Changes view={view} answer={answer} />
        ) : null}
      </div>
    </Page>
  );
}

function Standing({
  view: { app, locked, replacesLost, requiredBy, canSeal },
  setUp,
}: {
  readonly view: SecondFactorView;
  /** Whether an app is being set up above. */
  readonly setUp: boolean;
}) {
  return (
    <div className="grid gap-4">
      {app ? (
        <p>
          Set up on <Timestamp at={app.createdAt} as="date" />.{" "}
          {app.recoveryCodesLeft === 1
            ? "One recovery code is left."
            : `${app.recoveryCodesLeft} recovery codes are left.`}
          {app.via
            ? ` You were there through ${app.via.name} when it was set up, so it shows that it is you to ${app.via.name} alone; set it up anew once you have signed in with a factor of your own.`
            : null}
        </p>
      ) : setUp ? null : (
        <p>You have none.</p>
      )}
      {requiredBy.length > 0 ? (
        <p>
          {listedOrganizations(requiredBy)} {requiredBy.length === 1 ? "requires" : "require"} a
          passkey or a code of you.
        </p>
      ) : null}
      {locked ? <Notice kind="word">{replacesLost ? LOST : locked}</Notice> : null}
      {canSeal ? null : (
        <Notice kind="word">
          This server has no key to encrypt secrets with, so no code app can be set up here: whoever
          runs it can give it one.
        </Notice>
      )}
    </div>
  );
}

const LOST =
  "You were let in again, and this code app is from before. If you have lost it, set up another one in its place: it is of the organization that let you in, until you set it up anew with a factor of your own.";

function Changes({
  view: { app, locked, canSeal, requiredBy, asksProof },
  answer,
}: {
  readonly view: SecondFactorView;
  readonly answer: FormAnswer<unknown> | undefined;
}) {
  return (
    <>
      {canSeal ? (
        <Section title={app ? "Another app" : "Set it up"}>
          <ProofForm
            intent="begin"
            submit={app ? "Set up another app" : "Set up a code app"}
            asksProof={asksProof}
            hasApp={app !== null}
            answer={answer}
          />
        </Section>
      ) : null}
      {app && locked === null ? (
        <>
          <Section title="Recovery codes">
            <p className="mb-4 text-ink-soft">
              Each stands in once for a code. New ones take the place of all that you have.
            </p>
            <ProofForm
              intent="recovery-codes"
              submit="Make new recovery codes"
              asksProof={asksProof}
              hasApp
              answer={answer}
            />
          </Section>
          <Section title="Remove it">
            <p className="mb-4 text-ink-soft">
              {requiredBy.length > 0
                ? `With your password, you will be asked for another factor from then on, since ${listedOrganizations(requiredBy)} ${requiredBy.length === 1 ? "requires" : "require"} one.`
                : "Your password is enough to sign in from then on."}
            </p>
            <ProofForm
              intent="remove"
              submit="Remove the code app"
              look="danger"
              asksProof={asksProof}
              hasApp
              answer={answer}
            />
          </Section>
        </>
      ) : null}
    </>
  );
}
