import { counted } from "#app/domain/counted.ts";
import type { WordOrigin, WordReturnView, WordTakenBack } from "#server/services/index.ts";
import type { WordFateName } from "#app/domain/word-return.ts";

/** "14 by Jane Doe, 2 by nobody named". */
export function authorsText(
  authors: readonly { readonly author: string; readonly count: number }[],
): string {
  return authors
    .map(({ author, count }) => `${count} by ${author === "" ? "nobody named" : author}`)
    .join(", ");
}

/** "version 3", "a redline against version 3", "the draft". */
export function originLabel({ version, isRedline }: WordOrigin): string {
  const text = version === null ? "the draft" : `version ${version}`;
  return isRedline ? `a redline with ${text}` : text;
}

/** "14 tracked changes by Jane Doe and 3 that were not tracked". */
export function cameBackSentence({
  tracked,
  silent,
  beyond,
}: Pick<WordReturnView, "tracked" | "silent" | "beyond">): string {
  const parts = tracked.map(
    ({ author, count }) =>
      `${counted(count, "tracked change")} by ${author === "" ? "somebody without a name" : author}`,
  );
  const length = silent.length + beyond.silent;
  if (length > 0) parts.push(`${length} that ${length === 1 ? "was" : "were"} not tracked`);
  return parts.length === 0 ? "no changes" : list(parts);
}

/** "¶¶ 14, 22 and 31": each paragraph once, in the order of the text. */
export function paragraphsText(places: readonly string[]): string {
  const each = [...new Set(places)];
  const shown = each.length > MOST_NAMED ? [...each.slice(0, MOST_NAMED), "others"] : each;
  const areNumbers = each.length > 1 && each.every((place) => place.startsWith(SIGN));
  const said = areNumbers
    ? `¶${SIGN}${list(shown.map((place) => place.replace(SIGN, "")))}`
    : list(shown);
  // No line ends between the sign and the number.
  return said.replaceAll(SIGN, SIGN.replace(" ", "\u00a0"));
}

const SIGN = "¶ ";
const MOST_NAMED = 20;

function list(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

/** "Of the changes 30 and of the comments 1,200 do not come in now." */
export function comesLaterSentence({ changes, comments }: WordReturnView["beyond"]): string {
  const parts = [
    ...(changes > 0 ? [counted(changes, "more change")] : []),
    ...(comments > 0 ? [counted(comments, "more comment")] : []),
  ];
  return `${list(parts)} ${changes + comments === 1 ? "does" : "do"} not come in now.`;
}

/** @param shortName null for everybody. */
export function forReadersSentence(shortName: string | null): string {
  return shortName === null ? "Everybody of the parties sees it." : `Only ${shortName} sees it.`;
}

/** Labels the button that brings it in. */
export function bringInLabel(
  fitting: number,
  { changes, talk }: Pick<WordReturnView, "changes" | "talk">,
): string {
  const suggestions = Math.min(fitting, changes.length);
  const comments = talk.reduce((sum, one) => sum + one.comments.length, 0);
  const parts = [
    ...(suggestions > 0 ? [counted(suggestions, "suggestion")] : []),
    ...(comments > 0 ? [counted(comments, "comment")] : []),
  ];
  if (parts.length > 0) return `Bring in ${list(parts)}`;
  return changes.length > 0 ? "Bring it in" : "Tell what became of ours";
}

/** "Its 4 comments are left out." */
export function commentsLeftOutSentence(comments: readonly { readonly count: number }[]): string {
  const count = comments.reduce((sum, one) => sum + one.count, 0);
  return `Its ${counted(count, "comment")} ${count === 1 ? "is" : "are"} left out.`;
}

export const FATE_LABELS = {
  accepted: "accepted in Word",
  rejected: "rejected in Word",
  altered: "altered in Word",
  untouched: "left as they were",
  resolved: "conversations marked as done in Word",
  removed: "conversations removed in Word",
} as const satisfies Record<WordFateName, string>;

/** Tells what one act took back and left alone. */
export function takenBackSentence({ suggestions, comments, left }: WordTakenBack): string {
  const taken = `${counted(suggestions, "suggestion")} withdrawn and ${counted(comments, "comment")} removed.`;
  return [taken, ...left].join(" ");
}
