import { counted } from "#app/domain/counted.ts";
import { countedNoun, type PasteLosses } from "./refused-paste.ts";

/** The sentences about what a paste from outside lost or changed, in the order of the notice. */
export function foreignLosses(losses: PasteLosses): string[] {
  const { struck, insertions, comments = 0, lostNotes, headingNumbers, changed } = losses;
  return [
    struck > 0 &&
      `Words that are struck out or deleted where they were copied, in ${places(struck)}, were left out.`,
    insertions > 0 && `Words that are only proposed there, in ${places(insertions)}, came in.`,
    comments > 0 && `${counted(comments, "comment was", "comments were")} left out.`,
    lostNotes > 0 &&
      `The words of ${countedNoun(lostNotes, "a footnote", "footnotes")} were not copied with it; ${lostNotes === 1 ? "its mark stands" : "their marks stand"} in the text.`,
    changed !== null &&
      `Numbers follow this draft: what was ${changed.before} is now ${changed.now}${changed.count > 1 ? `, and ${countedNoun(changed.count - 1, "another", "others")} changed` : ""}.`,
    headingNumbers > 0 &&
      `${countedNoun(headingNumbers, "The number of a heading was", "numbers of headings were")} left out.`,
  ].filter((sentence) => sentence !== false);
}

function places(count: number): string {
  return countedNoun(count, "one place", "places");
}
