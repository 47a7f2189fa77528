import type { Actor } from "#app/domain/actor.ts";
import { keepClauseForm } from "#app/domain/forms/organization-texts.ts";
import { may } from "#app/domain/permissions.ts";
import { refuse, type Outcome } from "#app/domain/refusal.ts";
import { readSentJson } from "#app/domain/sent-json.ts";
import { documentFor } from "#server/services/documents/load.ts";
import { readForm } from "#server/services/form.ts";
import type { Resources } from "#server/services/resources.ts";
import { keepClause } from "./keep.ts";

/** Whether somebody may send a clause for this organization: asked before a byte of it is read. */
export async function admitClause(
  { database: { client } }: Resources,
  actor: Actor,
  documentId: string,
  organizationId: string | undefined,
): Promise<Outcome<void>> {
  const found = await documentFor(client, actor, "document.view", documentId);
  if (!found.ok) return found;
  if (organizationId === undefined) return refuse("not-found");
  return may(actor, "organization.keep-texts", { organizationId });
}

/** Keeps a clause as the desk sends it, in JSON. */
export async function sendClause(
  resources: Resources,
  actor: Actor,
  documentId: string,
  organizationId: string | undefined,
  sent: Uint8Array,
): ReturnType<typeof keepClause> {
  const json = readSentJson(new TextDecoder().decode(sent));
  if (!json.ok) return json;
  const named = typeof json.value === "object" ? { ...json.value, organizationId } : json.value;
  const form = readForm(keepClauseForm, named);
  if (form.ok) return keepClause(resources, actor, documentId, form.value);
  const [sentence] = Object.values(form.refusal.fields ?? {});
  return sentence === undefined ? form : refuse("bad-input", sentence, form.refusal.fields);
}
