import type { ActionFunctionArgs } from "@remix-run/node";
import { ATTACHMENT_LIMITS } from "#app/domain/attachment.ts";
import { attachForm, ATTACHMENT_FILE_FIELD } from "#app/domain/forms/attachment.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import { attachmentTargetParams } from "#app/framework/params.ts";
import { FIELDS_LIMIT } from "#app/framework/upload-body.ts";

const upload = guardedUploads(
  {
    params: attachmentTargetParams,
    need: "signed in",
    admit: ({ actor, params, context }) =>
      context.services.attachments.mayAdd(actor, params.kind, params.targetId),
    limit: ATTACHMENT_LIMITS.bytes + FIELDS_LIMIT,
    file: { field: ATTACHMENT_FILE_FIELD, missing: "Choose a file." },
  },
  (handle) => ({
    attach: handle({
      form: attachForm,
      async run({ actor, params, context, input, file: { name, bytes } }) {
        const { kind, targetId } = params;
        const upload = { fileName: name, bytes };
        const added = await context.services.attachments.add(actor, kind, targetId, input, upload);
        return added.ok ? { ok: true, value: undefined } : added;
      },
      said: "Attached.",
    }),
  }),
);

/** One file after the other, as the page sends them: what became of it in plain JSON. */
export async function action(args: ActionFunctionArgs): Promise<Response> {
  const { data, init } = await upload(args);
  const { reply, said } = data;
  const sentences = Object.values(reply.error ?? {}).flatMap((each) => each ?? []);
  return Response.json(
    { said, sentence: said === null ? (sentences.at(-1) ?? null) : null },
    { status: init?.status ?? 200, headers: { "Cache-Control": "no-store" } },
  );
}
