import { letStandForm } from "#app/domain/forms/private-data.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command, permit, taking } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import type { Scan } from "./scan.ts";
import { scannedFor } from "./show.ts";

/**
 * Lets what was found stand, as a line in the record with the reason. It holds for exactly what was
 * found: refused as `stale` where the text holds something else by now.
 */
export const letPrivateDataStand = command({
  on: documentTo("document.download"),
  form: letStandForm,
  /** Of one version, or of the document as it is. */
  takes: taking<[version?: number]>(),
  // Whoever may only read does not decide what everybody else is handed.
  permission: ({ found: { facts }, form: { purpose } }) =>
    permit(purpose === "filing" ? "document.file" : "document.let-private-data-stand", {
      document: facts,
    }),
  async prepare({
    resources,
    actor,
    key: [documentId],
    form,
    extra: [version],
  }): Promise<Outcome<Scan>> {
    const scanned = await scannedFor(resources, actor, documentId, version);
    if (!scanned.ok) return scanned;
    const { scan } = scanned.value;
    return scan.key === form.key ? done(scan) : refuse("stale");
  },
  async run({ form: { key, purpose, reason }, extra: [version = null], prepared, record }) {
    await record({
      type: "document.scan-overridden",
      details: { key, purpose, reason, version, ...countsOf(prepared) },
    });
    return done();
  },
});

/** How many of each kind; never what they are. */
function countsOf({ data, unread }: Scan) {
  const found: { [kind: string]: number } = {};
  for (const { kind } of data) found[kind] = (found[kind] ?? 0) + 1;
  // Which exhibits somebody looked through with their own eyes, or answers for.
  return {
    found,
    unread: unread.map(({ letter, pages }) => ({ exhibit: letter, pages: [...pages] })),
  };
}
