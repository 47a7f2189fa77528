import type { ClientOnErrorFunction } from "react-router";
import { HydratedRouter } from "react-router/dom";
import { startTransition, StrictMode, useEffect, type ReactNode } from "react";
import { hydrateRoot } from "react-dom/client";
import { reportErrors } from "./framework/browser-errors.ts";
import { keepEarlyText } from "./framework/early-text.ts";

declare global {
  /** The release of this program, set by the build. */
  const RELEASE: string;
  interface Window {
    /** Read by the style sheets that Radix's dialogs add, so that the CSP lets them in. */
    __webpack_nonce__?: string;
    /** Ends the keeping of presses (early-presses.ts): how the last is done again; null without one. */
    earlyPress?: () => (() => void) | null;
  }
}

reportErrors(RELEASE);

// oxlint-disable-next-line no-underscore-dangle -- the name that `get-nonce`, under Radix, looks for
window.__webpack_nonce__ = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;

const giveDefaultsBack = keepEarlyText(document);
let press: (() => void) | null = null;

function Hydrating({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    giveDefaultsBack();
    press?.();
    press = null;
    // For measurements and tests: the effects of all parts of the page have run by now.
    performance.mark("hydrated");
  }, []);
  return children;
}

/**
 * An error page stands in for what threw while it was drawn. What loaders and actions throw is in the
 * server's log already.
 */
const reportWhereDrawn: ClientOnErrorFunction = (error, { errorInfo }) => {
  if (errorInfo) reportError(error);
};

async function loadFontsOfScripts(): Promise<void> {
  const { loadScriptFonts } = await import("./framework/script-fonts.ts");
  loadScriptFonts(document.fonts);
}

// Without them the page has the system's letters.
loadFontsOfScripts().catch(() => undefined);

/**
 * The router throws a promise until it has read what the page brought along. React, hydrating at once for
 * a key, would end there with an error, and leave the page dead: it begins when nothing is to be waited for.
 */
async function readPage(): Promise<void> {
  try {
    HydratedRouter({});
  } catch (reading) {
    await reading;
  }
}

await readPage();
// From here on React hydrates the page for a press at once.
press = window.earlyPress?.() ?? null;
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <Hydrating>
        <HydratedRouter onError={reportWhereDrawn} />
      </Hydrating>
    </StrictMode>,
  );
});
