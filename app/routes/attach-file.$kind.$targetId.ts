import { attaching, uploadGuard } from "#app/features/attachments/attaching.ts";
import { guardedUploads } from "#app/framework/guarded-upload.ts";
import type { ActionArgs } from "#app/framework/route-args.ts";

const upload = guardedUploads(uploadGuard, (handle) => ({
  attach: handle({ ...attaching, said: "Attached." }),
}));

/** Attaches one file for the script of the page, which sends several one by one; answers JSON. */
export async function action(args: ActionArgs): Promise<Response> {
  const { data, init } = await upload(args);
  const { reply, said } = data;
  const sentences = Object.values(reply.error ?? {}).flatMap((each) => each ?? []);
  return Response.json(
    { said, sentence: said === null ? (sentences.at(-1) ?? null) : null },
    { status: init?.status ?? 200, headers: { "Cache-Control": "no-store" } },
  );
}
