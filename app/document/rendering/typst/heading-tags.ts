/**
 * The level that a heading has in the PDF's structure, where none may be skipped (PDF/UA-1, 7.4.2):
 * a third-level heading right under a first-level one counts as second there, and looks as it did.
 */
export function createHeadingTags(): (level: number) => number {
  let open: number[] = [];
  return (level) => {
    open = [...open.filter((above) => above < level), level];
    return open.length;
  };
}
