import type { MarginPartProps } from "#app/editor/margin/margin-props.ts";

/** Comments beside the text of a draft. */
export function Threads(_props: MarginPartProps) {
  return null;
}
