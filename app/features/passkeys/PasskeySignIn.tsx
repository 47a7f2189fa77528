import { useFetcher, useLocation } from "react-router";
import { useCallback, useEffect } from "react";
import type { ButtonLook } from "#app/ui/Button.tsx";
import { FormErrors } from "#app/ui/SentForm.tsx";
import type { FormAnswer } from "#app/framework/form-answer.ts";
import { useLatest } from "#app/ui/use-latest.ts";
import { askPasskey, offersPasskeys, stopAskingPasskey } from "./ask-passkey.ts";
import { PasskeyButton } from "./PasskeyButton.tsx";

/** Questions are open for ten minutes: a new one takes the place of one that has stood for eight. */
const ASKED_AGAIN_MS = 8 * 60_000;

/** The address that asks for a passkey to sign in with. */
const ASK = "/passkeys/sign-in";

/**
 * Sign-in by a passkey: by its button, and where the browser can, among the suggestions of the address's
 * field, without anything being typed.
 */
export function PasskeySignIn({
  isOffered = true,
  look,
}: {
  readonly isOffered?: boolean;
  /** "primary" where nothing else is to be done on the page. */
  readonly look?: ButtonLook;
}) {
  const fetcher = useFetcher<FormAnswer>();
  const { search } = useLocation();
  const { submit } = fetcher;
  const send = useCallback(
    (response: string) =>
      void submit({ response }, { method: "post", action: `/login/passkey${search}` }),
    [submit, search],
  );
  useOffer(send, isOffered);
  return (
    <div className="grid gap-3">
      <FormErrors answer={fetcher.data} intent={null} />
      <PasskeyButton
        act="sign"
        address={ASK}
        label="Use a passkey"
        look={look}
        busy={fetcher.state !== "idle"}
        onAnswer={send}
      />
    </div>
  );
}

/** Has the browser offer its passkeys as long as the page stands; silent where it has none. */
function useOffer(send: (response: string) => void, isOffered: boolean): void {
  const latest = useLatest(send);
  useEffect(() => {
    if (!isOffered) return;
    let hasLeft = false;
    let hasAsked = false;
    let timer: number | undefined;
    const offer = async () => {
      if (hasLeft || !(await offersPasskeys()) || hasLeft) return;
      timer = window.setTimeout(() => void offer(), ASKED_AGAIN_MS);
      hasAsked = true;
      const answer = await askPasskey("offer", ASK);
      if (!hasLeft && answer?.ok) latest.current?.(answer.value);
    };
    void offer();
    return () => {
      hasLeft = true;
      window.clearTimeout(timer);
      if (hasAsked) void stopAskingPasskey();
    };
  }, [isOffered, latest]);
}
