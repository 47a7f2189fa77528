/**
 * Refusal sentences that pages show without an answer from the server. Separate from the others
 * (refusal.ts), which would add 2 kB to every page.
 */
export const PAGE_SENTENCE = {
  "not-signed-in":
    "You are signed out. What you wrote in drafts is kept; sign in again to go on where you were.",
  "not-found":
    "There is nothing at this address, or nothing that you may see. Check the address, or ask whoever sent it to you.",
  "bad-input":
    "Something in the form is missing or not as it should be. Nothing was saved yet and what you typed is still here; correct the marked fields and send it again.",
} as const;
