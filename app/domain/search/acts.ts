import type { Actor } from "#app/domain/actor.ts";
import { KINDS, kindsThat } from "#app/domain/document-kinds/index.ts";
import type { MatterSubject } from "#app/domain/matter.ts";
import { may } from "#app/domain/permissions.ts";
import { SIGN_OUT } from "./act-ids.ts";
import type { FoundItem } from "./found.ts";

/** A matter in which something may be begun. */
export interface MatterForActs {
  readonly slug: string;
  readonly title: string;
  readonly subject: MatterSubject;
  /** Whether it has a lawsuit, which some kinds of papers ask for. */
  readonly hasDocket: boolean;
}

/** Something that one can do, by words. */
interface OfferedAct {
  readonly id: string;
  readonly title: string;
  readonly where?: string;
  readonly path: string;
  /** Words of which one has to be typed, so that the name of a thing does not offer all that one can do with it. */
  readonly verbs: string;
  /** Other words for it. */
  readonly also?: string;
}

/** The most acts of one answer. */
const MOST_ACTS = 5;

const BEGIN = "new create begin start draft write add";

/** Everything that the actor may begin or go to, in the order in which it is offered. */
function* actsOf(actor: Actor, matters: readonly MatterForActs[]): Generator<OfferedAct> {
  yield { id: "home", title: "Home", path: "/", verbs: "home start", also: "go waiting deadlines" };
  for (const { slug, title, subject: matter, hasDocket } of matters) {
    const at = `/matters/${slug}`;
    if (may(actor, "document.create", { matter }).ok) {
      for (const kind of kindsThat(({ suit }) => suit !== "joins" || hasDocket)) {
        yield {
          id: `new-${kind}-${slug}`,
          title: `New ${withSmallLetter(KINDS[kind].name)}`,
          where: title,
          path: `${at}/documents/new?kind=${kind}`,
          verbs: BEGIN,
          also: "document paper",
        };
      }
    }
    if (may(actor, "docket.create", { matter }).ok) {
      yield {
        id: `docket-${slug}`,
        title: "New docket",
        where: title,
        path: `${at}/dockets/new`,
        verbs: `${BEGIN} record`,
        also: "lawsuit case suit court",
      };
    }
  }
  if (actor.memberships.some((place) => may(actor, "matter.create", place).ok)) {
    yield { id: "matter", title: "New matter", path: "/matters/new", verbs: BEGIN };
    yield {
      id: "bring-archive",
      title: "Bring an archive in",
      path: "/bring-archive",
      verbs: "bring import upload zip",
      also: "matter workspace",
    };
  }
  if (matters.length > 0) {
    yield {
      id: "from-word",
      title: "Bring in a Word file",
      path: "/from-word",
      verbs: "bring import upload word docx",
    };
  }
  for (const { organizationId, organizationShortName } of actor.memberships) {
    const at = `/organizations/${organizationId}`;
    if (may(actor, "organization.manage-people", { organizationId }).ok) {
      yield {
        id: `invite-${organizationId}`,
        title: "Invite people",
        where: organizationShortName,
        path: `${at}/invite`,
        verbs: "invite add new",
        also: "person colleague member user",
      };
    }
    if (may(actor, "organization.view", { organizationId }).ok) {
      yield {
        id: `texts-${organizationId}`,
        title: "Templates and clauses",
        where: organizationShortName,
        path: `${at}/texts`,
        verbs: "templates clauses texts kept",
        also: "organization’s own paragraphs",
      };
      yield {
        id: `people-${organizationId}`,
        title: `People of ${organizationShortName}`,
        path: at,
        verbs: "people members team organization colleagues",
      };
    }
  }
  if (may(actor, "organization.create", {}).ok) {
    yield {
      id: "organization",
      title: "New organization",
      path: "/organizations/new",
      verbs: BEGIN,
    };
  }
  if (may(actor, "workspace.set-calendar", {}).ok) {
    yield {
      id: "closed-days",
      title: "Days on which agencies are closed",
      path: "/closed-days",
      verbs: "days closed calendar holidays",
    };
  }
  if (may(actor, "workspace.mend-jobs", {}).ok) {
    yield { id: "jobs", title: "Jobs that failed", path: "/jobs", verbs: "jobs failed" };
  }
  yield* OF_ACCOUNT;
}

const OF_ACCOUNT: readonly OfferedAct[] = [
  {
    id: "help",
    title: "Help",
    path: "/help",
    verbs: "help how",
    also: "guide manual documentation",
  },
  {
    id: "verify",
    title: "Check a filed PDF",
    path: "/verify",
    verbs: "check verify hash",
    also: "filing certificate sha-256",
  },
  {
    id: "record",
    title: "Record",
    path: "/record",
    verbs: "record log history audit",
    also: "everything that happened who when",
  },
  {
    id: "passkeys",
    title: "Your passkeys",
    path: "/account/passkeys",
    verbs: "passkeys passkey key keys security",
    also: "sign in your",
  },
  {
    id: "second-factor",
    title: "Your second factor",
    path: "/account/second-factor",
    verbs: "second factor two-factor 2fa totp code security",
    also: "your app recovery codes",
  },
  {
    id: "account",
    title: "Your account",
    path: "/account",
    verbs: "account profile settings password name mail email letters sessions devices calendar",
    also: "your address change preferences",
  },
  {
    id: SIGN_OUT,
    title: "Sign out",
    path: "/logout",
    verbs: "sign log logout leave",
    also: "out off",
  },
];

/** The acts that a query asks for; without words, none. */
export function findActs(
  actor: Actor,
  matters: readonly MatterForActs[],
  query: string,
  most = MOST_ACTS,
): readonly FoundItem[] {
  const asked = wordsOf(query);
  // "record" is the page of that name, before what can be recorded in each matter.
  const named = OF_ACCOUNT.filter(({ title }) => wordsOf(title).join(" ") === asked.join(" "));
  const found = named.slice(0, most).map(itemOf);
  for (const act of actsOf(actor, matters)) {
    if (found.length >= most) break;
    if (answers(act, asked) && !named.includes(act)) found.push(itemOf(act));
  }
  return found;
}

/** Whether every word that was typed begins one of the act's, and one of them says to do something. */
function answers(
  { title, where = "", verbs, also = "" }: OfferedAct,
  asked: readonly string[],
): boolean {
  if (asked.length === 0) return false;
  const doing = wordsOf(verbs);
  const all = [...doing, ...wordsOf(`${title} ${where} ${also}`)];
  const begins = (words: readonly string[], typed: string) =>
    words.some((word) => word.startsWith(typed));
  return (
    asked.every((typed) => begins(all, typed)) &&
    asked.some((typed) => typed.length > 1 && begins(doing, typed))
  );
}

function itemOf({ id, title, where = "", path }: OfferedAct): FoundItem {
  return { kind: "act", id: `act:${id}`, title, where, excerpt: [], path, at: null };
}

/** Small words say nothing of what is meant: "new complaint in ICE". */
const SMALL: ReadonlySet<string> = new Set(["a", "an", "the", "in", "for", "of", "my", "to"]);

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !SMALL.has(word));
}

function withSmallLetter(name: string): string {
  // "FOIA request" keeps its letters.
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
}
