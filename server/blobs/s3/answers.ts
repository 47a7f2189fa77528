import { StorageProblem } from "#server/blobs/problem.ts";
import { storageLabel, type S3Storage } from "#server/blobs/storage.ts";

/** An error of the library, as far as it is looked at. */
interface S3Error {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly clockSkewCorrected?: boolean };
  readonly $response?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/** The status of the answer, null without one, and the store's code or the network's. */
function failureOf(thrown: unknown) {
  const { name, code, $metadata, $response } = (thrown ?? {}) as S3Error;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode ?? 0;
  // An answer that was cut off has the status of a success.
  const isAnswer = status >= 300;
  const said = (isAnswer ? name : code) ?? "";
  return {
    status: isAnswer ? status : null,
    code: /^[A-Za-z0-9_]{1,60}$/u.test(said) ? said : isAnswer ? String(status) : "no answer",
    /** The region in which the store says that the bucket is. */
    region: /^[a-z0-9-]+$/u.exec($response?.headers?.["x-amz-bucket-region"] ?? "")?.[0],
    /** The library has learned by how much the clocks differ. */
    isClockCorrected: $metadata?.clockSkewCorrected === true,
  };
}

/** Whether the store answered: at an answer that it can't read the library throws a TypeError, too. */
export function hasAnswer(error: unknown): boolean {
  return ((error ?? {}) as S3Error).$response !== undefined;
}

/** There is no such object; a bucket that is missing is a problem. */
export function isMissing(error: unknown): boolean {
  const { status, code } = failureOf(error);
  return status === 404 && code !== "NoSuchBucket";
}

/** Whether the same request may succeed a moment later. */
export function isWorthRepeating(error: unknown): boolean {
  const { status, code, isClockCorrected } = failureOf(error);
  if (status === null || isClockCorrected) return true;
  return status >= 500 || status === 429 || status === 408 || code === "RequestTimeout";
}

/**
 * Why a request failed, for the operator. Of the store's answer only the code is repeated: the rest
 * can contain the key's name and what was signed.
 */
export function problemOf(storage: S3Storage, error: unknown): StorageProblem {
  if (error instanceof StorageProblem) return error;
  const { code } = failureOf(error);
  return new StorageProblem(sentenceFor(storage, error), code);
}

function sentenceFor(storage: S3Storage, error: unknown): string {
  const { status, code, region } = failureOf(error);
  const where = storageLabel(storage);
  if (status === null) {
    return `The store of files can't be reached (${where}: ${code === "ETIMEDOUT" ? "it took too long" : code}).`;
  }
  if (
    status === 301 ||
    ["AuthorizationHeaderMalformed", "IllegalLocationConstraintException"].includes(code)
  ) {
    return `The bucket of ${where} lies in another region than ${storage.region}${region === undefined ? "" : `: ${region}`}. Set region in STORAGE_URL (${code}).`;
  }
  switch (code) {
    case "NoSuchBucket":
      return `There is no bucket ${storage.bucket} (${where}). Make it, or mend STORAGE_URL.`;
    case "InvalidAccessKeyId":
    case "SignatureDoesNotMatch":
    case "InvalidToken":
    case "ExpiredToken":
      return `The store refuses the keys (${where}: ${code}). Compare AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN with those that it gave out.`;
    case "RequestTimeTooSkewed":
      return `The store refuses what this machine signs (${where}): the clocks of the two differ by more than it allows. Set this machine's clock.`;
    default:
      break;
  }
  if (status === 401 || status === 403) {
    return `The store does not let these keys do what is needed (${where}: ${code}). They need s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on what is in it.`;
  }
  return isWorthRepeating(error)
    ? `The store fails at this moment (${where}: ${code}).`
    : `The store refuses a request (${where}: ${status} ${code}).`;
}
