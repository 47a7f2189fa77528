/** Settings for an organization's provider. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
}

/** A person there: both together, and nothing else. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** Secrets that tell one sign-in from others. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
}
