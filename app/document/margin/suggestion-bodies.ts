import * as z from "zod";
import type { ProseNode } from "#app/document/prose.ts";
import type { Suggested } from "#app/document/suggestion/index.ts";

/** The blocks of one suggestion as they are stored: canonical JSON, which no server parses. */
interface StoredBody extends Readonly<Record<keyof Suggested, string>> {
  readonly threadId: string;
}

/** Some bodies, and the ids of those that did not fit into the answer: to be asked for again. */
export interface StoredBodies {
  readonly bodies: readonly StoredBody[];
  readonly rest: readonly string[];
}

/** The JSON of the answer, put together of the JSON that is stored. */
export function bodiesJson({ bodies, rest }: StoredBodies): string {
  const each = bodies.map(
    ({ threadId, base, proposed }) =>
      `{"threadId":${JSON.stringify(threadId)},"base":${base},"proposed":${proposed}}`,
  );
  return `{"bodies":[${each.join(",")}],"rest":${JSON.stringify(rest)}}`;
}

/** Checked against the schema of the text when they were stored (M7). */
export const bodyBlocksSchema = z.custom<readonly ProseNode[]>((value) => Array.isArray(value));

/** The answer as a page reads it. */
export const bodiesAnswerSchema = z.object({
  bodies: z.array(
    z.object({ threadId: z.string(), base: bodyBlocksSchema, proposed: bodyBlocksSchema }),
  ),
  rest: z.array(z.string()),
});
export type BodiesAnswer = z.output<typeof bodiesAnswerSchema>;
