import { overrideForm } from "#app/domain/forms/private-data.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { command, permit, taking } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import type { Scan } from "./scan.ts";
import { scannedFor } from "./show.ts";

/**
 * Overrides a finding of private data, with an audit line and the reason. It covers exactly what
 * was found: refused as `stale` where the text has other findings by now.
 */
export const letPrivateDataStand = command({
  on: documentTo("document.download"),
  form: overrideForm,
  /** For one version, or the current document. */
  takes: taking<[version?: number]>(),
  // Readers alone must not decide what everybody else may download.
  permission: ({ found: { subject }, form: { purpose } }) =>
    permit(purpose === "filing" ? "document.file" : "document.let-private-data-stand", {
      document: subject,
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

/** The number of findings of each kind; never their content. */
function countsOf({ data, unread }: Scan) {
  const found: { [kind: string]: number } = {};
  for (const { kind } of data) found[kind] = (found[kind] ?? 0) + 1;
  // The exhibits that somebody has read, or takes responsibility for.
  return {
    found,
    unread: unread.map(({ letter, pages }) => ({ exhibit: letter, pages: [...pages] })),
  };
}
