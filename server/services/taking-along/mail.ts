import * as z from "zod";
import { writtenInstant } from "#app/domain/dates.ts";
import { JobFailed, type TakenJob } from "#server/jobs/index.ts";
import { accountLetter } from "#server/services/account/letter.ts";
import { mailsLinks } from "#server/services/account-links/mails-links.ts";
import type { Resources } from "#server/services/resources.ts";
import { ownThreadsIn } from "./held.ts";
import { mayHave, takerOf } from "./rights.ts";

const payloadSchema = z.object({ archiveId: z.string() });

/** Tells whoever took it along that an archive is ready; whoever did not learns that somebody did. */
export async function mailArchiveReady(resources: Resources, job: TakenJob): Promise<void> {
  const { archiveId } = payloadSchema.parse(job.payload);
  const { database, mail, appUrl } = resources;
  const { client } = database;
  if (!mailsLinks(resources)) return;
  const archive = await client.takenArchive.findUnique({ where: { id: archiveId } });
  if (archive?.state !== "ready" || archive.expiresAt === null) return;
  const [person, matter] = await Promise.all([
    client.user.findUnique({ where: { id: archive.takenById } }),
    client.matter.findUnique({
      where: { id: archive.matterId ?? "" },
      select: { slug: true, title: true },
    }),
  ]);
  if (!person || person.unconfirmed) return;
  // Whoever has left meanwhile can't download it, and is told no title of what was theirs.
  const taker = await takerOf(resources, archive);
  if (!(await mayHave(client, taker, archive, ownThreadsIn(archive)))) return;
  const of = matter ? `of “${matter.title}”` : "of the whole workspace";
  const path = matter ? `/matters/${matter.slug}/take-along` : "/take-along";
  const posted = await mail.send({
    to: { name: person.name, address: person.email },
    ...accountLetter(person.name, "Your archive is ready", [
      `The archive ${of} that was asked for in your name is ready. It can be downloaded until ${writtenInstant(archive.expiresAt, "UTC")}, and is deleted then.`,
      { label: "Download it, or discard it", link: new URL(path, appUrl ?? undefined).href },
      {
        label: "If it was not you who asked for it, discard it there, and sign out everywhere",
        link: new URL("/account", appUrl ?? undefined).href,
      },
    ]),
    key: job.key,
  });
  if (posted === "failed") throw new JobFailed("The mail server did not take the e-mail.");
}
