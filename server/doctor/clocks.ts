import { failed, ok, spanText, warning, type DoctorFinding } from "./finding.ts";

/** Dates of the record and of sessions are those of the process. */
const NOTICEABLE_MS = 5_000;
const WRONG_MS = 5 * 60_000;

/**
 * Compares another clock with this machine's.
 * @param theirs what it said, at `asked` or until `answered`.
 * @param resolution of theirs, in milliseconds.
 */
export function compareClocks(
  whose: string,
  theirs: Date,
  { asked, answered, resolution }: { asked: number; answered: number; resolution: number },
): DoctorFinding {
  const early = asked - resolution - theirs.getTime();
  const late = theirs.getTime() - answered;
  const apart = Math.max(early, late, 0);
  if (apart <= NOTICEABLE_MS) {
    return ok(
      `${whose} and that of this machine agree${apart > 1_000 ? ` (${spanText(apart)} apart)` : ""}.`,
    );
  }
  const direction = late > early ? "ahead of" : "behind";
  const says = `${whose} is ${spanText(apart)} ${direction} that of this machine.`;
  const todo = "Let both machines keep their time by NTP (timedatectl, chrony).";
  return apart > WRONG_MS ? failed(says, todo) : warning(says, todo);
}
