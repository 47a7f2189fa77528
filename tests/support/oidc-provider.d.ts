/** Types of oidc-provider for tests: it brings none. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  interface ProviderContext {
    readonly oidc: {
      readonly provider: Provider;
      readonly client: { readonly clientId: string };
      readonly session: { readonly accountId: string };
    };
  }

  interface ProviderConfiguration {
    readonly clients: readonly Readonly<Record<string, unknown>>[];
    readonly cookies: { readonly keys: readonly string[] };
    readonly jwks: { readonly keys: readonly object[] };
    readonly features: Readonly<Record<string, { readonly enabled: boolean }>>;
    readonly interactions: {
      url(context: unknown, interaction: { readonly uid: string }): string;
    };
    readonly pkce: { required(): boolean };
    findAccount(context: unknown, id: string): unknown;
    loadExistingGrant(context: ProviderContext): Promise<Grant>;
  }

  export class Provider {
    constructor(issuer: string, configuration: ProviderConfiguration);
    readonly Grant: new (of: { clientId: string; accountId: string }) => Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
    ): Promise<void>;
    on(event: string, listener: (...args: never[]) => void): this;
  }
}
