import type { ComparedTag } from "#server/services/index.ts";
import { Timestamp } from "#app/ui/Timestamp.tsx";
import { type TextChoice, textAddress } from "#app/domain/changes/text-choice.ts";

/** A compared text in words. What has no name is never called a version (M24). */
export function TextName({
  text,
  starts = false,
}: {
  readonly text: ComparedTag;
  /** Whether a line begins with it. */
  readonly starts?: boolean;
}) {
  const the = starts ? "The" : "the";
  switch (text.is) {
    case "version":
      return `${starts ? "Version" : "version"} ${text.version.number}`;
    case "draft":
      return `${the} draft as it is now`;
    case "state":
      return (
        <>
          {the} draft of <Timestamp at={text.state.at} />
        </>
      );
  }
}

/** How it is asked for. */
export function textOf(text: ComparedTag): TextChoice {
  switch (text.is) {
    case "version":
      return text.version.number;
    case "draft":
      return "draft";
    case "state":
      return { generation: text.state.generation, sequence: text.state.sequence };
  }
}

export function addressOf(text: ComparedTag): string {
  return textAddress(textOf(text));
}
