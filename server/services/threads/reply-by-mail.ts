import type { ThreadChangeOf } from "#app/domain/margin/thread-change.ts";

/** An answer as its verb takes it: no page can say that it came by e-mail. */
export type ReplyByMail = ThreadChangeOf<"reply"> & {
  /** Whether the rest of the e-mail was left out; absent for what was written on a page. */
  readonly byMail?: { readonly wasCut: boolean };
};
