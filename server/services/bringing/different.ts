import { counted } from "#app/domain/counted.ts";
import type { BroughtReport } from "#app/domain/archive/bringing.ts";
import { listed } from "#app/domain/listed.ts";

/** The parts of an archive that are other here than there, in sentences, as far as it has any of them. */
export function differentHere({
  statuses,
  organizations,
  proofs,
  wasPublic,
  archived,
  read,
  staying,
  matters,
}: {
  /** Of all its documents. */
  readonly statuses: readonly string[];
  readonly organizations: BroughtReport["organizations"];
  /** Signatures by passkeys. */
  readonly proofs: number;
  /** Pages that the public read there. */
  readonly wasPublic: number;
  /** Matters that were put away there. */
  readonly archived: number;
  /** Files of which somebody had read what no program could. */
  readonly read: number;
  /** Lines of the record that come in with no matter. */
  readonly staying: number;
  readonly matters: number;
}): string[] {
  const underReview = statuses.filter((status) => status === "in_review" || status === "approved");
  const filed = statuses.filter((status) => ["filed", "superseded", "withdrawn"].includes(status));
  const own = organizations.filter(({ hasOwnThreads }) => hasOwnThreads);
  return [
    EVERYBODY,
    ...(underReview.length > 0 ? [papersAsDrafts(underReview.length)] : []),
    ...(filed.length > 0 ? [FILED] : []),
    ...(proofs > 0 ? [PROOFS] : []),
    PARTIES,
    ...(own.length > 0 ? [ownThreads(own.map(({ name }) => name))] : []),
    ...(wasPublic > 0 ? [PUBLIC] : []),
    ...(archived > 0 ? [matters === 1 ? "It was put away there, and is open here." : OPEN] : []),
    ...(read > 0 ? [READ] : []),
    RECORD,
    ...(staying > 0 ? [linesStaying(staying)] : []),
    IDS,
  ];
}

const EVERYBODY =
  "Everybody in it comes as a stand-in: a name that can’t sign in and gets no mail. Nothing here shows that they are who the archive says, so what they did and said is shown as what an archive says.";
const FILED =
  "A paper that was filed stays so, as the archive says. Nobody here counts as having approved or filed it.";
const PROOFS =
  "A signature by a passkey stays in the archive where the person, the organization or the version gets another id here, or where that key is known here.";
const PARTIES =
  "A party of it that you do not choose as an organization of yours is a stand-in: nobody reads for it, and whoever leads can remove it.";
const PUBLIC = "A page that the public read there is not public here.";
const OPEN = "Matters that were put away there are open here.";
const READ =
  "That somebody there had read what no program could read of a file counts for nothing here: somebody reads it anew before it is published.";
const RECORD =
  "Lines of the record come in under their own days, as what the archive says; one line of yours says that you brought them. Whoever works here gets no mail about them.";
const IDS =
  "What has the same id or address as something here gets another one. Names to watch for, invitations, guests and who follows what are in no archive.";

function papersAsDrafts(count: number): string {
  return count === 1
    ? "A paper that was in review or approved comes in as a draft: nobody here has approved it."
    : `${count} papers that were in review or approved come in as drafts: nobody here has approved them.`;
}

function linesStaying(count: number): string {
  const lines = counted(count, "line of its record stays", "lines of its record stay");
  return `${lines} behind: only those come in that tell the parties of what is in it.`;
}

/** Names of archives have no end. */
const MOST_NAMED = 5;

function ownThreads(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).map((name) => name.slice(0, 100));
  const whose = listed(names.length > MOST_NAMED ? [...named, "others"] : named);
  return `Conversations that only people of ${whose} read are in it. They pass to an organization of yours where you say that it is that one; nobody here reads the others.`;
}
