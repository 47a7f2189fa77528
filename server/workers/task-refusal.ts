import { refuse, type Outcome } from "#app/domain/refusal.ts";

/** Why a task has no result. */
export type TaskRefusal =
  /** It was ended because it exceeded its limit. */
  | { readonly code: "too-costly"; readonly why: "time" | "memory" }
  | {
      readonly code:
        /**
         * Native code went down with it, such as PDFium with a hostile file, or the memory of its
         * process was full. In the log.
         */
        | "crashed"
        /** Too many tasks wait already, of this requester or in total. */
        | "busy"
        /** The server is stopping. */
        | "stopping"
        /** Nobody wanted it any more when its turn had come. */
        | "not-wanted"
        /** A bug of this program: it threw, or its worker couldn't be started. In the log. */
        | "our-fault";
    };

/** A refusal as a person is told it. */
type Refused = Extract<Outcome<never>, { ok: false }>;

/** The same for the person who asked: a bug is never told as the fault of their text or file. */
export function refusedTask(
  { code }: TaskRefusal,
  told: {
    /** Where the task exceeded its limits, or native code went down with it. */
    readonly tooCostly: Refused;
    /** The sentence where too many wait. */
    readonly busy: string;
  },
): Refused {
  switch (code) {
    case "our-fault":
      return refuse("our-fault");
    case "too-costly":
    case "crashed":
      return told.tooCostly;
    case "busy":
      return refuse("unavailable", told.busy);
    case "stopping":
    case "not-wanted":
      return refuse("unavailable");
  }
}
