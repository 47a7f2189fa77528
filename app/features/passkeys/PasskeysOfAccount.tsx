import { ButtonLink } from "#app/ui/Button.tsx";
import { Section } from "#app/ui/Page.tsx";

/** On the account page: how many passkeys there are, and the way to them. */
export function PasskeysOfAccount({ count }: { readonly count: number }) {
  return (
    <Section title="Passkeys">
      <p className="mb-4 text-ink-soft">
        {count === 0
          ? "You have none. A passkey signs you in by your finger, your face or the PIN of your device, and nobody can guess it or coax it out of you."
          : count === 1
            ? "You have one passkey. Have two at least, so that a lost device does not lock you out."
            : `You have ${count} passkeys.`}
      </p>
      <ButtonLink to="/account/passkeys">
        {count === 0 ? "Add a passkey" : "See your passkeys"}
      </ButtonLink>
    </Section>
  );
}
