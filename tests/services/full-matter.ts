import { productionForm } from "#app/domain/agency-record/form.ts";
import { docketEventForm } from "#app/domain/docket-event/form.ts";
import { form as agencyForm, RECEIVED } from "./filed-request.ts";
import { makeWhole, submit, writeText } from "./papers.ts";
import { givePasskey, signByPasskey } from "./passkeys.ts";
import { openPublished } from "./published-page.ts";
import { draftPlace, rewording, talkOf } from "./talk.ts";
import { DAY, value, type Knobs, type Workspace } from "./workspace.ts";

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
const upload = (fileName: string, text: string) => ({ fileName, bytes: once(text) });

/** Keeps a draft as it is now, as compaction does for whoever looks at changes. */
async function keepMoment(
  { database, resources, clock }: Pick<Workspace, "database" | "resources" | "clock">,
  documentId: string,
): Promise<void> {
  const { generation, sequence } = await database.client.document.findUniqueOrThrow({
    where: { id: documentId },
  });
  const moment = { generation, sequence };
  const bytes = new Uint8Array(value(await resources.drafts.baseline(documentId, moment)));
  await database.client.draftBaseline.create({
    data: { documentId, ...moment, at: clock(), bytes, fromSequence: null, sitting: true },
  });
}

/** A file that is attached in it. */
export const LETTER = "%PDF a letter of the agency";

/** The matter of a coalition with something of everything that an archive can hold. */
export async function openFullMatter(knobs: Knobs = {}) {
  const published = await openPublished(knobs);
  const { services, people, reviewers, organizations, slug, documentId, database } = published;
  published.pass(40 * DAY);
  const record = async (fields: object) =>
    value(await services.agencyRecord.record(people.staff, documentId, agencyForm(fields)));
  await record(RECEIVED);
  const none = { kind: "determined", dated: "2021-10-08", statesReasonsAndAppeal: true };
  const { eventId: interim } = await record({ kind: "interimResponse", dated: "2021-10-07" });
  const release = productionForm.parse({ dated: "2021-10-07", pagesFull: "12" });
  value(await services.agencyRecord.recordProduction(people.staff, interim, release));
  const { eventId: wrong } = await record({ ...none, outcome: "no-records" });
  const { eventId } = value(
    await services.agencyRecord.correct(
      people.staff,
      wrong,
      agencyForm({ ...none, dated: "2021-10-07" }),
    ),
  );
  const attach = async (name: string, text: string) =>
    value(
      await services.attachments.add(
        people.staff,
        "agency-event",
        eventId,
        { role: undefined },
        upload(name, text),
      ),
    ).attachmentId;
  await attach("letter.pdf", LETTER);
  const removed = await attach("mistake.pdf", "%PDF of another matter");
  value(await services.attachments.remove(people.staff, removed, {}));
  value(
    await services.filings.correct(people.staff, documentId, {
      filedOn: "2021-09-08",
      zone: "America/New_York",
      method: "portal",
      addressee: "ICE FOIA Office",
      confirmation: "PORTAL-2",
    }),
  );
  const complaint = { kind: "complaint", title: "Complaint", layoutProfile: "nd-cal" } as const;
  value(await services.documents.create(people.drafter, slug, complaint));
  const [docket] = value(await services.matters.show(people.drafter, slug)).dockets;
  const docketId = docket?.id ?? "";
  const entry = (fields: object) => docketEventForm.parse(fields);
  const { eventId: answered } = value(
    await services.dockets.recordEvent(
      people.staff,
      slug,
      docketId,
      entry({ kind: "answer", dated: "2021-10-10", number: "18" }),
    ),
  );
  value(
    await services.dockets.correctEvent(
      people.staff,
      slug,
      docketId,
      answered,
      entry({ kind: "answer", dated: "2021-10-11", number: "18" }),
    ),
  );
  const paper = { kind: "request", title: "Another request", layoutProfile: "letter" } as const;
  const { documentId: drafted } = value(
    await services.documents.create(people.drafter, slug, paper),
  );
  const other = { ...published, documentId: drafted };
  await makeWhole(other, drafted);
  await writeText(other, drafted, "Words of another request");
  await keepMoment(published, drafted);
  await writeText(other, drafted, "And what came later");
  const exhibit = upload("memo.pdf", "%PDF-1.4 a memo");
  value(await services.exhibits.add(people.drafter, drafted, { title: "A memo" }, exhibit));
  const talk = talkOf(other);
  const shared = await talk.begin(people.ilrcDrafter, {
    text: "Said to all parties",
    mentions: [people.drafter],
    give: { userId: people.drafter.userId, dueOn: "2021-12-01" },
  });
  value(await talk.reply(people.drafter, shared.id, "And answered"));
  const [said] = shared.comments;
  value(
    await talk.send(people.drafter, {
      do: "agree",
      threadId: shared.id,
      commentId: said?.id,
      agrees: true,
    }),
  );
  await talk.begin(people.drafter, {
    text: "Between ourselves at the Council",
    organizationId: organizations.council,
  });
  await talk.begin(people.ilrcDrafter, {
    text: "Between ourselves at ILRC",
    organizationId: organizations.ilrc,
  });
  const suggestion = rewording("old words", "new words");
  const suggested = await talk.begin(people.ilrcDrafter, {
    text: "Better so",
    suggestion,
    place: draftPlace("old words"),
  });
  await talk.accept(people.drafter, suggested.id);
  await talk.begin(people.ilrcDrafter, { text: "Or so", suggestion: rewording("a", "b") });
  await submit(other, { threads: "leave" });
  const reason = { reason: "A page is missing." };
  value(await services.reviews.recall(people.drafter, drafted, reason));
  const version = await submit(other, { threads: "leave" });
  const key = await givePasskey(other, reviewers.ilrc);
  value(await signByPasskey(other, reviewers.ilrc, { key, party: "ilrc", version }));
  const { id: matterId } = await database.client.matter.findUniqueOrThrow({ where: { slug } });
  return { ...published, matterId, drafted, docketId, key };
}
