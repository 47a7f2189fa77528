import type { Operation } from "#server/api/operation.ts";
import { DOCKET_OPERATIONS } from "./dockets.ts";
import { DOCUMENT_OPERATIONS } from "./documents.ts";
import { FILING_OPERATIONS } from "./filings.ts";
import { MATTER_OPERATIONS } from "./matters.ts";
import { TEXT_OPERATIONS } from "./texts.ts";
import { THREAD_OPERATIONS } from "./threads.ts";

/** All that programs can ask for, in the order in which it is described. */
export const OPERATIONS: readonly Operation[] = [
  ...MATTER_OPERATIONS,
  ...DOCUMENT_OPERATIONS,
  ...TEXT_OPERATIONS,
  ...FILING_OPERATIONS,
  ...DOCKET_OPERATIONS,
  ...THREAD_OPERATIONS,
];
