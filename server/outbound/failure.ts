const CODES: Readonly<Record<string, (host: string) => string>> = {
  ECONNREFUSED: (host) => `${host} refused the connection`,
  ECONNRESET: brokeOff,
  EPIPE: brokeOff,
  ETIMEDOUT: (host) => `${host} took too long`,
  EHOSTUNREACH: outOfReach,
  ENETUNREACH: outOfReach,
  EADDRNOTAVAIL: outOfReach,
  CERT_HAS_EXPIRED: (host) => `the certificate of ${host} has expired`,
  CERT_NOT_YET_VALID: (host) => `the certificate of ${host} is not valid yet`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) => `the certificate of ${host} is for another name`,
  HOSTNAME_MISMATCH: (host) => `the certificate of ${host} is for another name`,
  SELF_SIGNED_CERT_IN_CHAIN: unsigned,
};

/** OpenSSL's words, under several codes, for an answer that is no TLS. */
const NO_TLS = /wrong version number|packet length too long|http request/iu;

/** Codes of which there are many, by how they begin: OpenSSL's of TLS and of certificates, the HTTP parser's. */
const FAMILIES: readonly (readonly [RegExp, (host: string) => string])[] = [
  [/^(?:EPROTO$|ERR_SSL_|ERR_TLS_)/u, (host) => `no TLS connection with ${host} came about`],
  [/^(?:UNABLE_TO|DEPTH_ZERO)_/u, unsigned],
  [/^(?:CERT|CRL|INVALID|PATH_LENGTH|UNSPECIFIED)(?:_|$)/u, distrusted],
  [/^HPE_/u, (host) => `${host} answered with something that is not HTTP`],
];

/** The system's code of a failure, such as "ECONNREFUSED", for the log; null where it has none. */
export function failureCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** The kind of a failed connection for those who entered the address: without the system's own text. */
export function failureText(host: string, error: unknown): string {
  const code = failureCode(error) ?? "";
  if (error instanceof Error && NO_TLS.test(error.message)) return noTls(host);
  const say = CODES[code] ?? FAMILIES.find(([codes]) => codes.test(code))?.[1];
  return say ? say(host) : `${host} could not be asked`;
}

function brokeOff(host: string): string {
  return `${host} broke off the connection before it answered`;
}

function outOfReach(host: string): string {
  return `${host} can’t be reached from this server`;
}

function noTls(host: string): string {
  return `${host} does not speak TLS, which an address with https:// needs`;
}

function distrusted(host: string): string {
  return `the certificate of ${host} is not trusted`;
}

function unsigned(host: string): string {
  return `${distrusted(host)}: no authority that this server knows has signed it`;
}
