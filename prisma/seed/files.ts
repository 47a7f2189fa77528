import { readDetails } from "#app/document/details/document-details.ts";
import { canonicalProse } from "#app/document/version/canonical.ts";
import type { AttachmentTargetKind } from "#app/domain/attachment.ts";
import { done, type Outcome } from "#app/domain/refusal.ts";
import { loadActor } from "#server/auth/index.ts";
import type { PrismaClient } from "#server/database/index.ts";
import { COUNCIL } from "./demo-matter.ts";
import { demoPerson } from "./people.ts";
import { servicesFor, type StepResources } from "./take-steps.ts";
import { INVENTED_FILES, type InventedFile } from "./texts/files.ts";

/**
 * Attaches the invented letters and records to the invented events they belong to, each as a PDF of
 * the typesetter whose first line says that it is made up. Only where nothing was ever attached.
 * Returns the refusals, one sentence each.
 */
export async function attachFiles(resources: StepResources): Promise<string[]> {
  if (!resources.files) return [];
  const incomplete: string[] = [];
  const services = servicesFor(resources, "demo-file");
  const { client } = resources.database;
  const actor = await loadActor(client, demoPerson(COUNCIL, "staff").id);
  if (!actor) return [];
  for (const file of INVENTED_FILES) {
    const place = await placeOf(client, file);
    if (!place) continue;
    const pdf = await typesetFile(resources, file, actor.userId);
    const attached = pdf.ok
      ? await services.attachments.add(
          actor,
          place.kind,
          place.id,
          { role: undefined },
          { fileName: file.name, bytes: once(pdf.value) },
        )
      : pdf;
    if (!attached.ok) incomplete.push(`${file.name}: ${attached.refusal.sentence}`);
  }
  return incomplete;
}

/** The event or release that the file belongs to; null if there is none, or if it has had a file. */
async function placeOf(
  client: PrismaClient,
  { of, documentId, kind, dated }: InventedFile,
): Promise<{ readonly kind: AttachmentTargetKind; readonly id: string } | null> {
  const event = await client.agencyEvent.findFirst({
    where: { documentId, kind, dated, isInvented: true, correctsId: null },
    include: { attachments: true, productions: { include: { attachments: true } } },
    orderBy: { id: "asc" },
  });
  if (!event) return null;
  const place = of === "letter" ? event : event.productions.at(0);
  if (!place || place.attachments.length > 0) return null;
  return { kind: of === "letter" ? "agency-event" : "production", id: place.id };
}

/** Sets the pages of an invented paper. */
export async function typesetFile(
  { typesetter, clock }: StepResources,
  { title, prose }: Pick<InventedFile, "title" | "prose">,
  by: string,
): Promise<Outcome<Uint8Array>> {
  const pages = await typesetter.typeset(
    {
      prose: canonicalProse(prose),
      facts: readDetails("{}"),
      layoutProfile: "letter",
      title,
      language: "en-US",
      createdAt: clock(),
      marking: null,
      filing: null,
    },
    { by },
  );
  return pages.ok ? done(pages.value.pdf) : pages;
}

/** The bytes in one piece, as an upload. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
