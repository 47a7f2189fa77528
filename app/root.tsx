import publicSans from "@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2?url";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type LinksFunction,
  type MetaFunction,
} from "react-router";
import { useEffect, type ReactNode } from "react";
import { Header } from "./features/account/Header.tsx";
import { Search } from "./features/search/Search.tsx";
import { ErrorPage, errorTexts } from "./ui/ErrorPage.tsx";
import { EARLY_PRESSES } from "./framework/early-presses.ts";
import { clockIn, SERVER_ZONE, WrittenClock } from "./framework/page-clock.ts";
import { personInFrame, usePageFrame, type PageFrame } from "./framework/page-frame.ts";
import { useHeadScript } from "./framework/page-handle.ts";
import { useNonce } from "./framework/nonce.tsx";
import { themeFromCookies } from "./framework/theme-cookie.ts";
import { zoneFromCookies } from "./framework/zone-cookie.ts";
import { lazyWhenShown } from "./ui/lazy/lazy-parts.ts";
import { SkipLink } from "./ui/SkipLink.tsx";
import styles from "./styles/app.css?url";
import type { LoaderArgs } from "./framework/route-args.ts";

export const links: LinksFunction = () => [
  { rel: "preload", href: publicSans, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${errorTexts(error).title} · Coalition Desk` : "Coalition Desk" },
];

export function loader({ request, context: { actor, clock } }: LoaderArgs): PageFrame {
  const cookies = request.headers.get("Cookie");
  return {
    theme: themeFromCookies(cookies),
    clock: clockIn(zoneFromCookies(cookies) ?? SERVER_ZONE, clock()),
    person: actor ? personInFrame(actor) : null,
  };
}

const Spots = lazyWhenShown(() => import("./features/search/Spots.tsx"));

/** The page alone brings it: once React runs, it has done its work. */
const EARLY = import.meta.env.SSR ? EARLY_PRESSES : "";

/** The document around every page and every error page. */
export function Layout({ children }: { children: ReactNode }) {
  const theme = usePageFrame()?.theme ?? "system";
  const nonce = useNonce();
  const early = `${useHeadScript()}${EARLY}`;
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <meta name="robots" content="noindex" />
        <meta name="description" content="Where organizations write, sign and file together." />
        <script
          nonce={nonce}
          suppressHydrationWarning
          // oxlint-disable-next-line react/no-danger -- constants of this program, and JSON
          dangerouslySetInnerHTML={{ __html: early }}
        />
        <Meta />
        <Links />
      </head>
      <body>
        <SkipLink />
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const frame = usePageFrame();
  const userId = frame?.person?.userId ?? null;
  useEffect(() => {
    let stop = () => {};
    let hasLeft = false;
    // Loaded after what the page needs to be used. Without it forms are sent as the framework does.
    const keep = async () => {
      const { keepForms } = await import("./ui/keep-forms.ts");
      if (!hasLeft) stop = keepForms({ person: () => userId, leave: () => location.reload() });
    };
    keep().catch(() => undefined);
    return () => {
      hasLeft = true;
      stop();
    };
  }, [userId]);
  return (
    <WrittenClock.Provider value={frame?.clock ?? null}>
      <Outlet />
      <Search />
      <Spots />
    </WrittenClock.Provider>
  );
}

export function ErrorBoundary() {
  return (
    <>
      <Header />
      <ErrorPage />
      <Search />
    </>
  );
}
