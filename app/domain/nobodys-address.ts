import { isStandInAddress } from "./archive/stand-in.ts";
import { isGuestAddress } from "./guest.ts";

/** Whether an account's address is none that mail reaches: a guest's, or of somebody whom an archive names. */
export function isNobodysAddress(email: string): boolean {
  return isGuestAddress(email) || isStandInAddress(email);
}
