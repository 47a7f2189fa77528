/**
 * The header by which a file has its name (RFC 6266): in its own script, and where that is not
 * plain letters, in those too, for programs that read nothing else.
 */
export function contentDisposition(shown: "inline" | "attachment", name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9 ._()-]/gu, "_");
  const header = `${shown}; filename="${plain}"`;
  return plain === name ? header : `${header}; filename*=UTF-8''${encoded(name)}`;
}

/** RFC 8187 allows fewer characters than URLs do. */
function encoded(name: string): string {
  return encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, "\uFFFD")).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
