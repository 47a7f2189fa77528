import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode, useEffect, type ReactNode } from "react";
import { hydrateRoot } from "react-dom/client";
import { keepEarlyWords } from "./framework/early-words.ts";

declare global {
  interface Window {
    /** Read by the style sheets that Radix's dialogs add, so that the CSP lets them in. */
    __webpack_nonce__?: string;
  }
}

// oxlint-disable-next-line no-underscore-dangle -- the name that `get-nonce`, under Radix, looks for
window.__webpack_nonce__ = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;

const onHydrated = keepEarlyWords(document);

function Hydrating({ children }: { readonly children: ReactNode }) {
  useEffect(() => onHydrated(), []);
  return children;
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <Hydrating>
        <RemixBrowser />
      </Hydrating>
    </StrictMode>,
  );
});
