import * as z from "zod";
import type { Actor } from "#app/domain/actor.ts";
import type { Transaction } from "#server/database/index.ts";
import type { OpenedArchive } from "#server/services/bringing/opened.ts";
import { bringerOf } from "#server/services/bringing/rights.ts";
import type { Progress } from "#server/services/taking-along/progress.ts";
import type { ArchiveMaker } from "#server/services/taking-along/write.ts";
import type { BringingAsked } from "./asked.ts";
import { checkColumns } from "./columns.ts";
import { NamesInTexts } from "./details.ts";
import { readDrafts } from "./drafts.ts";
import { LooseFiles, putMissing, storeFiles, takeAway } from "./files.ts";
import { BroughtIds, noteIds, takenAmong } from "./ids.ts";
import { WRITING } from "./limits.ts";
import { mappedLines, noteTexts, type Mapping } from "./map.ts";
import { noteNamed } from "./named.ts";
import { knownHere, proofsKept } from "./proofs.ts";
import { readMatter } from "./read.ts";
import { refusing } from "./refuse.ts";
import { checkSuggestions, readVersions } from "./texts.ts";
import { writeMatter } from "./write.ts";

export type { BringingAsked } from "./asked.ts";

/** How often a matter is mapped anew, where somebody takes one of its ids meanwhile. */
const TRIES = 3;

interface BringingIn extends ArchiveMaker {
  readonly opened: OpenedArchive;
  readonly asked: BringingAsked;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Brings all matters of an archive in, each in one transaction that also says so in the archive's row: what
 * is done is done once, whoever begins again. Throws BringingRefused with a sentence; then nothing of that
 * matter is here, and no file of it.
 */
export async function bringIn(
  maker: ArchiveMaker,
  opened: OpenedArchive,
  asked: BringingAsked,
  progress: Progress,
  signal: AbortSignal,
): Promise<{ readonly matterIds: readonly string[] }> {
  const { client } = maker.resources.database;
  const bringing = { ...maker, opened, asked, progress, signal };
  const row = await client.broughtArchive.findUnique({ where: { id: asked.id } });
  let matterIds = z.array(z.string()).parse(JSON.parse(row?.matterIds ?? "[]"));
  const { matters } = opened.manifest;
  progress.parts(matters.length * PARTS);
  for (const [index, matter] of matters.entries()) {
    if (index < matterIds.length) continue;
    const actor = await bringerOf(client, asked, asked.choices);
    const isLast = index === matters.length - 1;
    matterIds = [...matterIds, await bringOne(bringing, actor, { matter, matterIds, isLast })];
    if (!isLast) await progress.done();
  }
  return { matterIds };
}

/** Steps of one matter that are told. */
const PARTS = 4;

interface OneMatter {
  readonly matter: { readonly id: string; readonly folder: string; readonly title: string };
  readonly matterIds: readonly string[];
  readonly isLast: boolean;
}

async function bringOne(
  { resources, opened, asked, progress, signal }: BringingIn,
  actor: Actor,
  { matter: { id, folder, title }, matterIds, isLast }: OneMatter,
): Promise<string> {
  const { database, clock } = resources;
  const refuse = refusing(title);
  const step = async () => {
    signal.throwIfAborted();
    await progress.done();
  };
  const matter = await readMatter(opened, { id, folder }, { now: clock(), refuse });
  await checkColumns(matter.rows, refuse);
  await step();
  const versions = await readVersions(resources, opened, matter, refuse);
  await checkSuggestions(matter, refuse);
  await step();
  const bytes = await readDrafts(resources, opened, matter, refuse);
  await step();
  const loose = new LooseFiles();
  const stored = async () => signal.throwIfAborted();
  const storing = { resources, opened, matter, actor, refuse, loose, stored };
  const { texts } = versions;
  const { id: broughtId, choices } = asked;
  const { id: archiveId, workspace, chain } = opened.manifest;
  const from = { archiveId, workspace, chain };
  let written: string | null = null;
  try {
    const files = await storeFiles(storing, versions);
    const common = { broughtId, matter, choices, bytes, texts, files, refuse };
    for (let tries = 1; written === null; tries += 1) {
      if (tries > TRIES) throw refuse(TWICE);
      signal.throwIfAborted();
      const mapping = await mappingOf(resources, common);
      const brought = await mappedLines(mapping);
      const writing = { asked, mapping, brought, doneIds: matterIds, isLast, from };
      let isBegun = false;
      const write = async (tx: Transaction) => {
        isBegun = true;
        return (await isStill(tx, mapping)) ? writeMatter(tx, resources, writing) : null;
      };
      written = await database
        .write(write, { timeout: WRITING.transactionMs })
        .catch((error: unknown) => {
          if (isCoded(error, OVER)) {
            if (isBegun) throw refuse(TOO_LONG);
            if (tries === TRIES) throw refuse(BUSY);
            return null;
          }
          // Something of one of its ids was made meanwhile.
          if (isCoded(error, "P2002")) return null;
          throw error;
        });
    }
    // It is here now, whatever becomes of this.
    await putMissing(resources, opened, files).catch((error: unknown) => {
      resources.log.error({ err: error, matterId: written }, "a file of an archive may be missing");
    });
    return written;
  } catch (error) {
    await takeAway(resources, loose);
    throw isCoded(error, NO_FIT) ? refuse("its rows name what is not in it.") : error;
  }
}

type Common = Omit<Mapping, "ids" | "names" | "proofs">;

/** The matter's ids here, by the rows that are here now. */
async function mappingOf(
  { database: { client } }: ArchiveMaker["resources"],
  common: Common,
): Promise<Mapping> {
  const { matter, broughtId, refuse } = common;
  const ids = new BroughtIds(broughtId, refuse);
  noteIds(ids, matter.rows);
  await noteNamed(ids, matter);
  await ids.settle(client);
  const names = new NamesInTexts(ids);
  await noteTexts(matter, names);
  names.settle(await takenAmong(client, names.unknown));
  const proofs = await proofsKept(client, matter, ids);
  return { ...common, ids, names, proofs };
}

/** Whether what was asked about keys still holds, under the lock of the record. */
async function isStill(
  tx: Parameters<typeof takenAmong>[0],
  { ids, proofs }: Mapping,
): Promise<boolean> {
  return (await knownHere(tx, proofs.fingerprints, ids.broughtId)).size === 0;
}

/** Whether the database failed in that way. */
function isCoded(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}

/** A transaction took longer than one may; a row names another that is not there. */
const OVER = "P2028";
const NO_FIT = "P2003";
const TWICE = "something in it stands there twice, or was made here at the same moment.";
const TOO_LONG = "writing it took longer than all others may wait for it.";
const BUSY = "others wrote all the while. Try again in a moment.";
