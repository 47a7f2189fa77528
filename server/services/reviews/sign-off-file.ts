import type { Actor } from "#app/domain/actor.ts";
import type { AuditLine } from "#app/domain/audit-event.ts";
import { done, refuse, type Outcome } from "#app/domain/refusal.ts";
import { STATEMENT_FORMAT } from "#app/domain/sign-off-statement.ts";
import { agreeWithRecord, refuseDifference } from "#server/services/audit/agreement.ts";
import { archiveOfLine, registrationOf } from "#server/services/audit/passkey-lines.ts";
import { recordDownload } from "#server/services/audit/record-download.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { madeFile, type HandedFile } from "#server/services/handed-file.ts";
import { storedVersion } from "#server/services/versions/stored.ts";
import type { Resources } from "#server/services/resources.ts";

/**
 * One sign-off by passkey as a file for a download. Recorded, as every download is. `not-found` where it
 * was made without a passkey.
 */
export async function signOffFile(
  resources: Resources,
  actor: Actor,
  documentId: string,
  signOffId: string,
): Promise<Outcome<HandedFile>> {
  const { client } = resources.database;
  const found = await documentFor(client, actor, "document.download", documentId);
  if (!found.ok) return found;
  const made = await makeSignOffFile(resources, found.value.row, signOffId);
  if (!made.ok) return made;
  await recordDownload(resources, {
    actorId: actor.userId,
    matterId: found.value.row.matterId,
    documentId,
    details: { what: "sign-off", signOffId },
  });
  const { name, text } = made.value;
  const bytes = Buffer.from(text, "utf8");
  return done({ name, mediaType: "application/json", ...(await madeFile(bytes)) });
}

/**
 * One sign-off by passkey with all that it takes to check it without this workspace: the statement, the
 * proof, the version's text, the lines of the decision and of the key's registration. Compared with the
 * record before.
 */
export async function makeSignOffFile(
  resources: Pick<Resources, "database" | "log" | "appUrl">,
  document: { readonly id: string; readonly title: string },
  signOffId: string,
): Promise<Outcome<{ readonly name: string; readonly text: string }>> {
  const { database, log, appUrl } = resources;
  const { client } = database;
  const documentId = document.id;
  const signOff = await client.signOff.findFirst({
    where: { id: signOffId, documentId },
    include: { proof: true, version: { select: { number: true } } },
  });
  if (!signOff?.proof) return refuse("not-found");
  const purpose = "handed out";
  const agreed = await agreeWithRecord(resources, documentId, { purpose, contents: false });
  if (!agreed.ok) return agreed;
  const { versionId, hash, userId, organizationId, decision, version } = signOff;
  const stored = await storedVersion(resources, documentId, { id: versionId }, purpose);
  if (!stored.ok) return stored;
  const { signOffId: _id, nonce, ...proof } = signOff.proof;
  const line = agreed.value.lines.find(({ sequence }) => sequence === signOff.recordedAs);
  const { fingerprint } = proof;
  const broughtFrom = line ? archiveOfLine(line) : null;
  const key = { userId, fingerprint, organizationId, before: signOff.recordedAs, broughtFrom };
  const registration = await registrationOf(client, key);
  if (!line || !registration) {
    const why = "no line says that this person had added the passkey of its sign-off";
    const differences = [{ line: signOff.recordedAs, why }];
    return refuseDifference(log, { documentId, purpose, differences });
  }
  const organization = await client.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { name: true, slug: true },
  });
  const person = await client.user.findUnique({ where: { id: userId }, select: { name: true } });
  const file = {
    statement: {
      format: STATEMENT_FORMAT,
      versionId,
      hash,
      userId,
      organizationId,
      decision,
      nonce,
    },
    proof,
    version: { number: version.number, content: stored.value.text },
    named: {
      person: person?.name ?? null,
      organization: organization.name,
      document: document.title,
      workspace: appUrl ?? proof.origin,
    },
    lines: { registration: lineInFile(registration), decision: lineInFile(line) },
  };
  const name = `sign-off-${organization.slug}-version-${version.number}.json`;
  return done({ name, text: `${JSON.stringify(file, null, 2)}\n` });
}

/** A line with everything that its hash is of. */
function lineInFile({ rows, at, ...line }: AuditLine) {
  return { ...line, at: at.toISOString(), ...(typeof rows === "string" ? { rows } : {}) };
}
