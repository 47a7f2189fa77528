import { broughtReportSchema, type BroughtChoices } from "#app/domain/archive/bringing.ts";
import {
  chooseForArchiveForm,
  discardBroughtForm,
  ownByArchive,
} from "#app/domain/forms/bring-archive.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { unaudited, type Target } from "#server/services/command.ts";
import { BRINGING } from "./limits.ts";
import { areAmong, isOwnArchive, leadsFor, leadsOf, storedChoices } from "./rights.ts";
import { deleteBytesOf } from "./delete-bytes.ts";

interface OwnArchive {
  readonly id: string;
  readonly broughtById: string;
  readonly reach: string;
  readonly sha256: string;
  readonly state: string;
  readonly attempts: number;
  readonly report: string | null;
  readonly bytes: bigint;
}

/** An archive of whoever brought it, as far as this sign-in reaches; for all others there is none. */
const ownArchive: Target<[archiveId: string], OwnArchive> = {
  arity: 1,
  load: async (client: PrismaClient | Transaction, archiveId) => {
    const row = await client.broughtArchive.findUnique({ where: { id: archiveId } });
    return row ? done(row) : refuse("not-found");
  },
  permission: (row) => (actor) => (isOwnArchive(actor, row) ? done() : refuse("not-found")),
  about: () => ({}),
};

/** Whether something can be chosen for an archive: it was looked through, is kept, and can be begun once more. */
export function isOpenToChoice({
  state,
  report,
  bytes,
  attempts,
}: Pick<OwnArchive, "state" | "report" | "bytes" | "attempts">): boolean {
  const isThere = report !== null && bytes > 0n;
  return (state === "ready" || state === "failed") && isThere && attempts < BRINGING.attempts;
}

/**
 * Chooses who leads here and which organizations of the archive are one's own, and has it brought in by the
 * one process that does it.
 */
export const chooseForArchive = unaudited({
  on: ownArchive,
  form: chooseForArchiveForm,
  async run({ tx, actor, found, form }) {
    if (!isOpenToChoice(found) || found.report === null) return refuse("conflict", NOT_OPEN);
    const own = ownByArchive(form.own.flatMap((each) => each || []));
    if (own === null) return refuse("bad-input", undefined, { own: TWICE });
    const { organizations } = broughtReportSchema.parse(JSON.parse(found.report));
    const known = new Set(organizations.map(({ id }) => id));
    if (!Object.keys(own).every((id) => known.has(id))) {
      return refuse("bad-input", undefined, { own: UNKNOWN });
    }
    const choices: BroughtChoices = { leadOrganizationId: form.leadOrganizationId, own };
    if (!areAmong(leadsOf(actor), choices)) return refuse("forbidden");
    if (!areAmong(await leadsFor(tx, actor, found), choices)) {
      return refuse("forbidden", NOT_REACHED);
    }
    const { count } = await tx.broughtArchive.updateMany({
      where: {
        id: found.id,
        state: { in: ["ready", "failed"] },
        bytes: { gt: 0 },
        attempts: { lt: BRINGING.attempts },
      },
      data: {
        state: "waiting",
        choices: storedChoices(actor, choices),
        partsDone: 0,
        parts: null,
        failure: null,
      },
    });
    return count === 0 ? refuse("conflict", NOT_OPEN) : done();
  },
});

/** Deletes one's own archive, or calls its bringing in off. */
export const discardBrought = unaudited({
  on: ownArchive,
  form: discardBroughtForm,
  async run({ tx, found, afterCommit }): Promise<Outcome<void>> {
    const { count } = await tx.broughtArchive.updateMany({
      where: { id: found.id, state: { in: [...STANDING] } },
      data: { state: "discarded" },
    });
    if (count === 0) return refuse("not-found");
    // Its room is somebody else's at once; where this fails, the hourly work does it.
    if (found.bytes > 0n) afterCommit((resources) => deleteBytesOf(resources, found));
    return done();
  },
});

const STANDING = ["checking", "ready", "waiting", "working", "failed"] as const;

const NOT_OPEN =
  "It is being brought in already, or its days are over. Nothing was changed; look at the page again.";
const NOT_REACHED =
  "The sign-in by which you sent the archive does not reach all of these organizations. Nothing was changed; choose others, or discard it and send it again.";
const TWICE = "Choose each organization of the archive for one of yours only.";
const UNKNOWN = "Choose from the organizations shown.";
