import { nameVersionForm } from "#app/domain/forms/review.ts";
import { done } from "#app/domain/refusal.ts";
import { command } from "#server/services/command.ts";
import { documentTo } from "#server/services/documents/load.ts";
import { AGAIN } from "#server/services/transaction.ts";
import { candidateOf } from "./content.ts";
import { pinning, writeVersion } from "./pin.ts";

/**
 * Stores the draft under a name, without freezing it, for reference and comparison. Created like a
 * submitted version (R16); never writes to the draft (R18).
 */
export const nameVersion = command({
  on: documentTo("document.name-version"),
  form: nameVersionForm,
  prepare: ({ resources, key: [documentId] }) => candidateOf(resources, documentId),
  repeat: pinning,
  async run({ tx, at, ids, actor, found: { row }, form: { name }, prepared, record }) {
    const { hash } = prepared;
    const { sequence, generation, factsRevision, title } = prepared.at;
    const moved =
      row.sequence !== sequence ||
      row.generation !== generation ||
      row.factsRevision !== factsRevision ||
      row.title !== title;
    if (moved) return AGAIN;
    const id = ids();
    const number = await writeVersion(tx, prepared, {
      id,
      name,
      createdById: actor.userId,
      createdAt: at,
    });
    await record({
      type: "document.version-named",
      details: { versionId: id, number, name, hash, sequence, generation },
    });
    return done({ number });
  },
});
