/** State of a finding: `failed` needs a hand now, `warning` soon, `skipped` does not apply. */
type FindingState = "ok" | "warning" | "failed" | "skipped";

export interface DoctorFinding {
  readonly state: FindingState;
  /** The finding, in one line. */
  readonly says: string;
  /** The remedy; null where nothing is to be done. */
  readonly todo: string | null;
}

export interface NamedFinding extends DoctorFinding {
  readonly check: string;
}

/** A check; what it throws is a failure. `signal` aborts when its time is up. */
export type Check = (signal: AbortSignal) => Promise<DoctorFinding>;

export const ok = (says: string): DoctorFinding => ({ state: "ok", says, todo: null });
export const skipped = (says: string): DoctorFinding => ({ state: "skipped", says, todo: null });
export const warning = (says: string, todo: string): DoctorFinding => ({
  state: "warning",
  says,
  todo,
});
export const failed = (says: string, todo: string): DoctorFinding => ({
  state: "failed",
  says,
  todo,
});

/** The longest that a check may take, in milliseconds. */
const CHECK_LIMIT_MS = 20_000;

/** Runs checks one after the other, each within its limit, and tells each finding at once. */
export async function runChecks(
  checks: readonly (readonly [name: string, check: Check])[],
  tell: (finding: NamedFinding) => void = () => undefined,
  limitMs = CHECK_LIMIT_MS,
): Promise<NamedFinding[]> {
  const findings: NamedFinding[] = [];
  for (const [name, check] of checks) {
    const finding = { check: name, ...(await within(check, limitMs)) };
    findings.push(finding);
    tell(finding);
  }
  return findings;
}

async function within(check: Check, limitMs: number): Promise<DoctorFinding> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DoctorFinding>((resolve) => {
    timer = setTimeout(() => {
      controller.abort(new Error("it took too long"));
      resolve(failed(`No answer within ${limitMs / 1000} seconds.`, "See whether it hangs."));
    }, limitMs);
  });
  try {
    return await Promise.race([check(controller.signal), late]);
  } catch (error) {
    return failed(`It could not be checked: ${lineOf(error)}.`, "See the reason.");
  } finally {
    clearTimeout(timer);
  }
}

/** An error in one line, without addresses that contain a password. */
export function lineOf(error: unknown): string {
  const whole = error instanceof Error ? error.message || codeOf(error) : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  const reason = cause ? `${whole}: ${cause.message || codeOf(cause)}` : whole;
  return reason
    .replaceAll(/:\/\/[^\s/@]*@/gu, "://…@")
    .replaceAll(/\s+/gu, " ")
    .replace(/\.$/u, "")
    .slice(0, 300);
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name;
}

/** A span in words, to the second or coarser. */
export function spanText(milliseconds: number): string {
  const seconds = Math.abs(milliseconds) / 1000;
  if (seconds < 100) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} seconds`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} minutes`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} hours`;
  return `${Math.round(seconds / 86_400)} days`;
}
