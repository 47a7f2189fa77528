import { attaching, uploadGuard } from "#app/features/attachments/attaching.ts";
import { REFUSAL_STATUS } from "#app/domain/refusal.ts";
import { uploadAnswers } from "#app/framework/guarded-upload.ts";
import type { ActionArgs } from "#app/framework/route-args.ts";

const upload = uploadAnswers(uploadGuard, (handle) => ({
  attach: handle({ ...attaching, said: "Attached." }),
}));

/**
 * Attaches one file for the script of the page, which sends several one by one; answers JSON, also to
 * who is signed out or turned away, since no page would show it.
 */
export async function action(args: ActionArgs): Promise<Response> {
  const answered = await upload(args);
  if (!answered.ok) {
    const { code, sentence } = answered.refusal;
    return told({ said: null, sentence }, REFUSAL_STATUS[code]);
  }
  const { body, status } = answered.value;
  const { reply, said } = body;
  const sentences = Object.values(reply.error ?? {}).flatMap((each) => each ?? []);
  return told({ said, sentence: said === null ? (sentences.at(-1) ?? null) : null }, status);
}

function told(said: Readonly<Record<"said" | "sentence", string | null>>, status: number) {
  return Response.json(said, { status, headers: { "Cache-Control": "no-store" } });
}
