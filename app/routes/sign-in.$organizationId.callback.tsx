import {
  isRouteErrorResponse,
  Link,
  redirect,
  useRouteError,
  type MetaFunction,
} from "react-router";
import { openLoader } from "#app/framework/guarded-loader.ts";
import { nextPage, withNext } from "#app/framework/next-page.ts";
import { organizationParams } from "#app/framework/params.ts";
import { refusedOnTheWay } from "#app/framework/refused.ts";
import { isRefusedPage } from "#app/framework/refused-page.ts";
import { usePerson } from "#app/features/account/use-person.ts";
import { AuthLayout } from "#app/ui/AuthLayout.tsx";
import { buttonClass } from "#app/ui/Button.tsx";
import { errorTexts } from "#app/ui/ErrorPage.tsx";

export const meta: MetaFunction = () => [
  { title: "Sign-in of an organization · Coalition Desk" },
  // The address holds what the provider sent along.
  { name: "referrer", content: "no-referrer" },
];

/** Where each purpose goes on. */
const PLACES = { "sign-in": "/", link: "/account/identities?linked=yes", join: "/" } as const;

/** An organization's provider leads browsers back to here. */
export const loader = openLoader({
  params: organizationParams,
  load: async ({ params, context, request, url }) => {
    const { identityProviders } = context.services;
    const cookies = request.headers.get("cookie");
    const asked = await identityProviders.askedFor(cookies);
    const arrived = await identityProviders.finish({
      organizationId: params.organizationId,
      // The origin that browsers use: behind a proxy, the request's own is another.
      url: new URL(url.pathname + url.search, context.appUrl),
      cookies,
      actor: context.actor,
      sessionId: context.sessionId,
      from: { address: context.address, userAgent: context.userAgent },
    });
    if (!arrived.ok && asked !== null) throw refusedOnTheWay(arrived.refusal, nextPage(asked));
    if (!arrived.ok) return arrived;
    const { purpose, next, cookie } = arrived.value;
    throw redirect(next === null ? PLACES[purpose] : nextPage(next), {
      headers: cookie === null ? {} : { "Set-Cookie": cookie },
    });
  },
});

export default function ProviderCallback() {
  return null;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { sentence } = errorTexts(error);
  const next = isRouteErrorResponse(error) && isRefusedPage(error.data) ? error.data.next : null;
  // People signed in stay so, whatever came of it: most of them wanted to link their account.
  if (usePerson()) {
    return (
      <AuthLayout title="That did not work" lead={sentence}>
        <p className="flex flex-wrap gap-4">
          <Link to="/account/identities" className={buttonClass("primary")}>
            Sign-in of your organizations
          </Link>
          <Link to="/" className={buttonClass("plain")}>
            Home
          </Link>
        </p>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="You were not signed in" lead={sentence}>
      <p className="flex flex-wrap gap-4">
        <Link to={withNext("/sign-in/organization", next)} className={buttonClass("primary")}>
          Begin again
        </Link>
        <Link to={withNext("/login", next)} className={buttonClass("plain")}>
          Sign in another way
        </Link>
      </p>
    </AuthLayout>
  );
}
