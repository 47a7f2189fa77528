import { HydratedRouter } from "react-router/dom";
import { startTransition, StrictMode, useEffect, type ReactNode } from "react";
import { hydrateRoot } from "react-dom/client";
import { keepEarlyWords } from "./framework/early-words.ts";

declare global {
  interface Window {
    /** Read by the style sheets that Radix's dialogs add, so that the CSP lets them in. */
    __webpack_nonce__?: string;
    /** Ends the keeping of presses (early-presses.ts): how the last is done again; null without one. */
    earlyPress?: () => (() => void) | null;
  }
}

// oxlint-disable-next-line no-underscore-dangle -- the name that `get-nonce`, under Radix, looks for
window.__webpack_nonce__ = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;

const giveDefaultsBack = keepEarlyWords(document);
// From here on React hydrates the page for a press at once.
let press = window.earlyPress?.() ?? null;

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

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <Hydrating>
        <HydratedRouter />
      </Hydrating>
    </StrictMode>,
  );
});
