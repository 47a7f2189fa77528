/**
 * Removes the tags of markup in linear time.
 * @param instead the replacement of a tag, given the text between "<" and ">".
 */
export function withoutTags(markup: string, instead: (tag: string) => string): string {
  const [first = "", ...rest] = markup.split("<");
  const pieces = rest.map((piece) => {
    const end = piece.indexOf(">");
    return end < 0 ? `<${piece}` : `${instead(piece.slice(0, end))}${piece.slice(end + 1)}`;
  });
  return [first, ...pieces].join("");
}
