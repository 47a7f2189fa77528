import { createContext, useContext } from "react";

const NonceContext = createContext<string | undefined>(undefined);

/** Provides the response's CSP nonce during server rendering. */
export const NonceProvider = NonceContext.Provider;

/** The nonce for inline scripts; undefined in the browser, which hides it from scripts anyway. */
export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
