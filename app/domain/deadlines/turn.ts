import type { VoidCause } from "#app/domain/sign-off.ts";
import type { Deadline } from "./deadline.ts";

/** Others' acts on something that the reader signed, wrote, was to file, or takes part in (M30). */
export type TurnOfEvents =
  | TakenBack
  | NoReviewer
  | PartyGone
  | OutOfMatter
  | LeadMoved
  | PutAway
  | AskedIn;

interface TurnOfMatter {
  /** Names it in a letter's job. */
  readonly key: string;
  readonly matter: Deadline["matter"];
  /** ISO instant. */
  readonly at: string;
}

interface TurnOfDocument extends TurnOfMatter {
  readonly documentId: string;
  readonly title: string;
}

/** A submitted version that is a draft again. */
interface TakenBack extends TurnOfDocument {
  readonly what: "taken-back";
  readonly because: VoidCause;
  readonly version: number;
  /** Took it back: name and organization. */
  readonly by: string;
  /** The short name of the organization that is no party any more, and how it went; null for another cause. */
  readonly gone: { readonly organization: string; readonly left: boolean } | null;
  /** Whether a signature of the reader's is void by it. */
  readonly signed: boolean;
  readonly reason: string | null;
}

/** A version under review that nobody of a required organization could sign. */
interface NoReviewer extends TurnOfDocument {
  readonly what: "no-reviewer";
  readonly organization: { readonly id: string; readonly shortName: string };
  /** Whether the reader is one who names its people. */
  readonly names: boolean;
}

interface PartyGone extends TurnOfMatter {
  readonly what: "party-gone";
  readonly organization: string;
  readonly left: boolean;
  readonly by: string;
}

/** The reader's own organization is no party any more. */
interface OutOfMatter extends TurnOfMatter {
  readonly what: "out-of-matter";
  readonly organization: { readonly id: string; readonly shortName: string };
  readonly left: boolean;
  readonly by: string;
}

interface LeadMoved extends TurnOfMatter {
  readonly what: "lead-moved";
  readonly organization: string;
  readonly by: string;
}

/** The matter was archived, or brought back. */
interface PutAway extends TurnOfMatter {
  readonly what: "archived" | "brought-back";
  readonly by: string;
}

/** An organization whose administrator the reader is, is asked to be party to a matter, or to lead it. */
interface AskedIn extends TurnOfMatter {
  readonly what: "asked-in";
  readonly part: "party" | "lead";
  readonly organization: { readonly id: string; readonly shortName: string };
  readonly by: string;
}

/** A turn's place on Home and in the letter of a day. */
export interface TurnLine {
  /** Whether the reader is asked to do something, or only told. */
  readonly group: "asked" | "said";
  readonly entry: ReturnType<typeof entryOfTurn>;
}

/** @param isPrivate as of `entryOfTurn`. */
export function linesOfTurns(turns: readonly TurnOfEvents[], isPrivate: boolean): TurnLine[] {
  return turns.map((turn) => ({
    group: turn.what === "no-reviewer" || turn.what === "asked-in" ? "asked" : "said",
    entry: entryOfTurn(turn, isPrivate),
  }));
}

/**
 * The line of a turn.
 * @param isPrivate whether it is read behind the sign-in: a letter says that there is a reason, and never which.
 */
export function entryOfTurn(turn: TurnOfEvents, isPrivate: boolean) {
  const { key, matter, at } = turn;
  const every = { key, matter, since: at, due: null, source: null, isInvented: false };
  switch (turn.what) {
    case "taken-back":
      return {
        ...every,
        what: takenBackSentence(turn),
        about: turn.title,
        path: `/documents/${turn.documentId}/versions`,
        why: reasonOf(turn, isPrivate),
      };
    case "no-reviewer": {
      const { documentId, organization, names } = turn;
      return {
        ...every,
        what: `${organization.shortName} has no reviewer, so its review can’t end`,
        about: turn.title,
        path: names ? `/organizations/${organization.id}` : `/documents/${documentId}/review`,
        why: names
          ? "Make somebody of it a reviewer: then they are asked to sign."
          : `An administrator of ${organization.shortName} makes somebody a reviewer; or recall it.`,
      };
    }
    case "party-gone":
      return {
        ...every,
        what: goneSentence(turn),
        about: turn.matter.title,
        path: `/matters/${matter.slug}`,
        why: null,
      };
    case "out-of-matter": {
      const { organization, left, by } = turn;
      return {
        ...every,
        what: left
          ? `${by} took ${organization.shortName} out of the matter`
          : goneSentence({ organization: organization.shortName, left, by }),
        about: matter.title,
        path: `/organizations/${organization.id}`,
        why: `Nobody of ${organization.shortName} can open it any more. What its people wrote stays in it.`,
      };
    }
    case "asked-in": {
      const { part, organization, by } = turn;
      return {
        ...every,
        what: `${by} asks ${organization.shortName} to ${part === "lead" ? "lead" : "be a party"}`,
        about: turn.matter.title,
        path: `/organizations/${organization.id}/matters`,
        why: "An administrator accepts or declines.",
      };
    }
    case "archived":
      return {
        ...every,
        what: `${turn.by} archived the matter`,
        about: matter.title,
        path: `/matters/${matter.slug}`,
        why: "It can be read as before. Home, calendars and e-mails no longer tell of what is due or waits in it.",
      };
    case "brought-back":
      return {
        ...every,
        what: `${turn.by} brought the matter back`,
        about: matter.title,
        path: `/matters/${matter.slug}`,
        why: "It can be worked in again, and its deadlines are told again.",
      };
    case "lead-moved":
      return {
        ...every,
        what: `${turn.organization} leads now; ${turn.by} accepted the lead`,
        about: turn.matter.title,
        path: `/matters/${matter.slug}`,
        why: null,
      };
  }
}

/** "Ravi Sample (ILRC) recalled version 2, and your signature is void". */
function takenBackSentence(turn: TakenBack): string {
  const { because, by, version, gone, signed } = turn;
  const act = {
    "changes-requested": `${by} asked for changes to version ${version}`,
    recalled: `${by} recalled version ${version}`,
    reopened: `${by} reopened version ${version}, which was approved`,
    "party-removed": gone
      ? `${goneSentence({ ...gone, by })}, so version ${version} is a draft again`
      : `A required organization is gone, so version ${version} is a draft again`,
    "brought-in": `${by} brought version ${version} in with an archive, and it is a draft here`,
  }[because];
  return signed ? `${act}, and your signature is void` : act;
}

function goneSentence({
  organization,
  left,
  by,
}: {
  readonly organization: string;
  readonly left: boolean;
  readonly by: string;
}): string {
  return left ? `${organization} left the matter` : `${by} removed ${organization} from the matter`;
}

function reasonOf({ reason }: TakenBack, isPrivate: boolean): string | null {
  if (reason === null) return null;
  return isPrivate ? `“${reason.trim()}”` : "The reason stands with its versions.";
}
