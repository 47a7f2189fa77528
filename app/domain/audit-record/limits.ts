/** Lines on one page. */
export const LINES_PER_PAGE = 50;
/** The last page that one can turn to: what is older is found by its day. */
export const LAST_PAGE = 200;
/** Lines of one file of JSON lines. */
export const MOST_LINES = 10_000;
