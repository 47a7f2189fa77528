import { REFUSAL_STATUS } from "#app/domain/refusal.ts";
import { arriving, wordUploadGuard } from "#app/features/word-return/arriving.ts";
import { uploadAnswers } from "#app/framework/guarded-upload.ts";
import type { ActionArgs } from "#app/framework/route-args.ts";

const upload = uploadAnswers(wordUploadGuard, (handle) => ({ arrive: handle(arriving) }));

/**
 * Takes a Word file that was dropped on a page; answers JSON with where it goes on, also to who is signed out
 * or turned away, since no page would show it.
 */
export async function action(args: ActionArgs): Promise<Response> {
  const answered = await upload(args);
  if (!answered.ok) {
    const { code, sentence } = answered.refusal;
    return told({ to: null, sentence }, REFUSAL_STATUS[code]);
  }
  const { body, status, to } = answered.value;
  const sentences = Object.values(body.reply.error ?? {}).flatMap((each) => each ?? []);
  return told({ to: to ?? null, sentence: to ? null : (sentences.at(-1) ?? null) }, status);
}

function told(said: Readonly<Record<"to" | "sentence", string | null>>, status: number) {
  return Response.json(said, { status, headers: { "Cache-Control": "no-store" } });
}
