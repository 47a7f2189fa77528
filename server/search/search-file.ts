/** The name of the index of what is found in DATA_DIR, on SQLite; SQLite's own files beside it begin with it. */
export const SEARCH_FILE = "search.sqlite";
