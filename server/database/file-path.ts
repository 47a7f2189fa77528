/**
 * The path of the SQLite file in a `file:` URL, as libSQL reads it: percent-decoded, without the
 * query.
 */
export function filePathOf(url: string): string {
  const [name = ""] = url.replace(/^file:(\/\/)?/u, "").split("?", 1);
  try {
    return decodeURIComponent(name);
  } catch {
    // Malformed escapes are letters of the name.
    return name;
  }
}
