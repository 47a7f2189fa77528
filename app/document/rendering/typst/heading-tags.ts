/**
 * The level of a heading in the PDF's structure, which may skip none (PDF/UA-1, 7.4.2): a
 * third-level heading right under a first-level one is tagged as second, and looks unchanged.
 */
export function createHeadingTags(): (level: number) => number {
  let open: number[] = [];
  return (level) => {
    open = [...open.filter((above) => above < level), level];
    return open.length;
  };
}
