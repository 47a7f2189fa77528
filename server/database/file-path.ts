/**
 * The path of the SQLite file that a `file:` URL names, as libSQL reads it: what is percent-encoded
 * decoded, without its query.
 */
export function filePathOf(url: string): string {
  const [name = ""] = url.replace(/^file:(\/\/)?/u, "").split("?", 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
