import type { IncomingHttpHeaders } from "node:http";
import { StorageProblem } from "#server/blobs/problem.ts";
import { storageInWords, type S3Storage } from "#server/blobs/storage.ts";

/** Whether the same request may succeed a moment later. */
export function isWorthRepeating(status: number, code: string | null): boolean {
  return status >= 500 || status === 429 || status === 408 || code === "RequestTimeout";
}

/**
 * Why the store refused, for the operator. Of its answer only the code is repeated: the rest can
 * contain the key's name and what was signed.
 */
export function problemOfAnswer(
  storage: S3Storage,
  status: number,
  code: string | null,
  headers: IncomingHttpHeaders,
): StorageProblem {
  const where = storageInWords(storage);
  const said = code ?? String(status);
  const region = headers["x-amz-bucket-region"];
  const isElsewhere = status === 301 || said === "AuthorizationHeaderMalformed";
  if (isElsewhere || said === "IllegalLocationConstraintException") {
    const right = typeof region === "string" && /^[a-z0-9-]+$/u.test(region) ? region : null;
    return new StorageProblem(
      `The bucket of ${where} lies in another region than ${storage.region}${right === null ? "" : `: ${right}`}. Set region in STORAGE_URL (${said}).`,
      said,
    );
  }
  return new StorageProblem(sentenceFor(status, said, where, storage.bucket), said);
}

function sentenceFor(status: number, said: string, where: string, bucket: string): string {
  switch (said) {
    case "NoSuchBucket":
      return `There is no bucket ${bucket} (${where}). Make it, or mend STORAGE_URL.`;
    case "InvalidAccessKeyId":
    case "SignatureDoesNotMatch":
    case "InvalidToken":
    case "ExpiredToken":
      return `The store refuses the keys (${where}: ${said}). Compare AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN with those that it gave out.`;
    case "RequestTimeTooSkewed":
      return `The store refuses what this machine signs (${where}): the clocks of the two differ by more than it allows. Set this machine's clock.`;
    default:
      break;
  }
  if (status === 401 || status === 403) {
    return `The store does not let these keys do what is needed (${where}: ${said}). They need s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on what is in it.`;
  }
  return isWorthRepeating(status, said)
    ? `The store fails at this moment (${where}: ${said}).`
    : `The store refuses a request (${where}: ${status} ${said}).`;
}

/** Why the store could not be reached, for the operator. */
export function problemOfNetwork(storage: S3Storage, error: unknown): StorageProblem {
  if (error instanceof StorageProblem) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "no answer";
  const why =
    code === "ETIMEDOUT" && error instanceof Error && error.message !== ""
      ? `it took too long, ${error.message}`
      : code;
  return new StorageProblem(
    `The store of files can't be reached (${storageInWords(storage)}: ${why}).`,
    code,
  );
}
