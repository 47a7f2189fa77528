import { Link, useActionData, useLoaderData, type MetaFunction } from "react-router";
import { identityForm } from "#app/domain/forms/identity-provider.ts";
import { done } from "#app/domain/refusal.ts";
import { Departure } from "#app/features/identity/Departure.tsx";
import { OwnIdentities } from "#app/features/identity/OwnIdentities.tsx";
import { AskProof } from "#app/features/passkeys/AskProof.tsx";
import { askingBrowser } from "#app/framework/asking-browser.ts";
import { withProof } from "#app/framework/fresh-proof.ts";
import { guardedActions } from "#app/framework/guarded-action.ts";
import { guardedLoader } from "#app/framework/guarded-loader.ts";
import { Notice, StatusMessage } from "#app/ui/Notice.tsx";
import { Page } from "#app/ui/Page.tsx";

export const meta: MetaFunction = () => [
  { title: "Sign-in of your organizations · Coalition Desk" },
];

const guard = { need: "signed in" } as const;

export const loader = guardedLoader({
  ...guard,
  load: async (visit) => {
    const { actor, context, url } = visit;
    const identities = await context.services.identityProviders.own(actor);
    if (!identities.ok) return identities;
    const view = {
      identities: identities.value,
      isOwn: actor.reach?.own ?? true,
      justLinked: url.searchParams.has("linked"),
    };
    return withProof(visit, done(view));
  },
});

export const action = guardedActions(guard, (handle) => ({
  link: handle({
    form: identityForm,
    run: (visit) => {
      const { actor, context, input } = visit;
      const browser = askingBrowser(visit);
      return context.services.identityProviders.beginLink(browser, actor, input, browser);
    },
    next: ({ departure, cookie }) => ({
      said: `You are led to the sign-in of ${departure.organizationName}.`,
      show: departure,
      cookie,
    }),
  }),
  unlink: handle({
    form: identityForm,
    run: (visit) => {
      const { actor, context, input } = visit;
      return context.services.identityProviders.unlink(actor, input, askingBrowser(visit));
    },
    next: () => ({ said: "The link was ended." }),
  }),
}));

export default function Identities() {
  const { identities, isOwn, justLinked, proof } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Sign-in of your organizations"
      crumbs={[
        { to: "/", label: "Home" },
        { to: "/account", label: "Account" },
      ]}
      lead="Whoever comes in through an organization’s own sign-in works for that organization alone, until they prove a factor of their own. Signing out here does not sign you out there."
      narrow
    >
      {answer?.show ? (
        <Departure departure={answer.show} />
      ) : (
        <StatusMessage>
          {answer?.said ?? (justLinked && !answer ? "Your account is linked." : null)}
        </StatusMessage>
      )}
      {/* Of whoever can link something or end a link; the factor of one's own is asked for otherwise. */}
      {isOwn && identities.length > 0 ? <AskProof proof={proof} answer={answer} /> : null}
      {isOwn ? null : (
        <Notice kind="word" className="mb-6">
          Linking and ending a link ask for a factor of your own.{" "}
          <Link to="/account/own-factor" className="link">
            Prove one
          </Link>
        </Notice>
      )}
      <OwnIdentities identities={identities} answer={answer} />
    </Page>
  );
}
