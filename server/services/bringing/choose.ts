import canonicalize from "canonicalize";
import { broughtReportSchema, type BroughtChoices } from "#app/domain/archive/bringing.ts";
import {
  chooseForArchiveForm,
  discardBroughtForm,
  ownByArchive,
} from "#app/domain/forms/bring-archive.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import type { PrismaClient, Transaction } from "#server/database/index.ts";
import { unaudited, type Target } from "#server/services/command.ts";
import { mayChoose } from "./rights.ts";

interface OwnArchive {
  readonly id: string;
  readonly broughtById: string;
  readonly state: string;
  readonly report: string | null;
  readonly bytes: bigint;
}

/** An archive of whoever brought it; for all others there is none. */
const ownArchive: Target<[archiveId: string], OwnArchive> = {
  arity: 1,
  load: async (client: PrismaClient | Transaction, archiveId) => {
    const row = await client.broughtArchive.findUnique({ where: { id: archiveId } });
    return row ? done(row) : refuse("not-found");
  },
  permission:
    ({ broughtById }) =>
    (actor) =>
      broughtById === actor.userId ? done() : refuse("not-found"),
  about: () => ({}),
};

/** Whether something can be chosen for an archive: it was looked through, and is kept. */
export function isOpenToChoice({
  state,
  report,
  bytes,
}: Pick<OwnArchive, "state" | "report" | "bytes">): boolean {
  return (state === "ready" || state === "failed") && report !== null && bytes > 0n;
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
    if (!mayChoose(actor, choices)) return refuse("forbidden");
    const { count } = await tx.broughtArchive.updateMany({
      where: { id: found.id, state: { in: ["ready", "failed"] }, bytes: { gt: 0 } },
      data: {
        state: "waiting",
        choices: canonicalize(choices) ?? "null",
        attempts: 0,
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
  async run({ tx, found }): Promise<Outcome<void>> {
    const { count } = await tx.broughtArchive.updateMany({
      where: { id: found.id, state: { in: [...STANDING] } },
      data: { state: "discarded" },
    });
    return count === 0 ? refuse("not-found") : done();
  },
});

const STANDING = ["checking", "ready", "waiting", "working", "failed"] as const;

const NOT_OPEN =
  "It is being brought in already, or its days are over. Nothing was changed; look at the page again.";
const TWICE = "Choose each organization of the archive for one of yours only.";
const UNKNOWN = "Choose from the organizations shown.";
