/**
 * The text of markup between its tags, piece by piece, in linear time: markup of 50 MB has millions
 * of tags. A "<" before another one, or without a ">" behind it, stands for itself.
 * @param instead the replacement of a tag, given the text between "<" and ">".
 */
export function* withoutTags(
  markup: string,
  instead: (tag: string) => string,
): Generator<string, void> {
  let from = 0;
  let start = markup.indexOf("<");
  while (start >= 0) {
    yield markup.slice(from, start);
    const next = markup.indexOf("<", start + 1);
    const piece = markup.slice(start + 1, next < 0 ? undefined : next);
    const end = piece.indexOf(">");
    if (end >= 0) yield instead(piece.slice(0, end));
    from = end < 0 ? start : start + end + 2;
    start = next;
  }
  yield markup.slice(from);
}
