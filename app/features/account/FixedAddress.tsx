/** A read-only address, so that password managers store it with the password. */
export function FixedAddress({ email }: { readonly email: string }) {
  return (
    <label className="block font-medium">
      E-mail address
      <input
        type="email"
        // The action ignores it; without a name, conform would take it for the form itself.
        name="email"
        autoComplete="username"
        value={email}
        readOnly
        className="mt-1.5 block w-full border-0 bg-transparent py-1 font-normal text-ink-soft"
      />
    </label>
  );
}
