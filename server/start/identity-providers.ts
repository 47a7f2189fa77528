import type {
  createIdentityProviders,
  IdentityProviders,
} from "#server/auth/identity-provider/index.ts";
import type { Environment } from "#server/env.ts";

type ProvidersParts = Omit<Parameters<typeof createIdentityProviders>[0], "outbound">;

/** Sign-in through organizations' providers, whose code is read once somebody asks for it. */
export function providersWhenAsked(
  { allowedPrivateAddresses: isListed }: Pick<Environment, "allowedPrivateAddresses">,
  parts: ProvidersParts,
): IdentityProviders {
  const make = async () => {
    const [{ createIdentityProviders: create }, { createOutbound }] = await Promise.all([
      import("#server/auth/identity-provider/index.ts"),
      import("#server/outbound/index.ts"),
    ]);
    return create({ outbound: createOutbound({ isListed }), ...parts });
  };
  let made: Promise<IdentityProviders> | undefined;
  const providers = () => (made ??= make());
  return {
    check: async (...asked) => (await providers()).check(...asked),
    address: async (...asked) => (await providers()).address(...asked),
    identity: async (...asked) => (await providers()).identity(...asked),
  };
}
