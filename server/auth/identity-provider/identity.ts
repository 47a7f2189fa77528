/** What an organization says of its provider. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
}

/** Who somebody is there: both together, and nothing else. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** What one sign-in is told from all others by. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  /** PKCE (RFC 7636). */
  readonly verifier: string;
}
