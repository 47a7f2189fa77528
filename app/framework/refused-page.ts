import type { RefusalCode } from "#app/domain/refusal.ts";

/** The data of a refusal for an error page. */
export interface RefusedPage {
  readonly code: RefusalCode;
  readonly sentence: string;
  /** The page that was asked for, where a way to it failed; left out for none. */
  readonly next?: string;
}

/** Whether what an error boundary caught is a refusal. */
export function isRefusedPage(value: unknown): value is RefusedPage {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "sentence" in value &&
    typeof value.sentence === "string"
  );
}
