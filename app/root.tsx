import publicSans from "@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2?url";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { Header } from "./features/account/Header.tsx";
import { ErrorPage, wordsFor } from "./ui/ErrorPage.tsx";
import type { Actor } from "./domain/actor.ts";
import { useNonce } from "./framework/nonce.tsx";
import { themeFromCookies } from "./framework/theme-cookie.ts";
import styles from "./styles/app.css?url";

export const links: LinksFunction = () => [
  { rel: "preload", href: publicSans, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${wordsFor(error).title} · Coalition Desk` : "Coalition Desk" },
];

/** What every page's frame shows: the theme, and who is signed in. */
export function loader({ request, context: { actor } }: LoaderFunctionArgs) {
  const theme = themeFromCookies(request.headers.get("Cookie"));
  return { theme, person: actor ? personInFrame(actor) : null };
}

function personInFrame(actor: Actor) {
  return {
    userId: actor.userId,
    name: actor.name,
    email: actor.email,
    workspaceAdmin: actor.workspaceAdmin,
    organizations: actor.memberships.map(({ organizationId, organizationShortName }) => ({
      id: organizationId,
      shortName: organizationShortName,
    })),
  };
}

/** The document around every page and every error page. */
export function Layout({ children }: { children: ReactNode }) {
  const theme = useRouteLoaderData<typeof loader>("root")?.theme ?? "system";
  const nonce = useNonce();
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return (
    <>
      <Header />
      <ErrorPage />
    </>
  );
}
