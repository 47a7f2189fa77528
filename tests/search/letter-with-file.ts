import { agencyEventForm } from "#app/domain/agency-record/form.ts";
import type { openSuitOfRequest } from "#tests/services/suit.ts";
import { value } from "#tests/services/workspace.ts";

/** Records a letter of the agency with a file attached to it; returns the ids of both. */
export async function letterWithFile(
  { services, people, documentId }: Awaited<ReturnType<typeof openSuitOfRequest>>,
  { note, fileName }: { readonly note: string; readonly fileName: string },
): Promise<{ readonly eventId: string; readonly attachmentId: string }> {
  const letter = agencyEventForm.parse({ kind: "acknowledged", dated: "2021-10-09", note });
  const { eventId } = value(await services.agencyRecord.record(people.staff, documentId, letter));
  const bytes = (async function* () {
    yield Buffer.from("%PDF The answer.");
  })();
  const { attachmentId } = value(
    await services.attachments.add(
      people.staff,
      "agency-event",
      eventId,
      { role: undefined },
      { fileName, bytes },
    ),
  );
  return { eventId, attachmentId };
}
