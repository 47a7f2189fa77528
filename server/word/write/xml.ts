/** Attributes by name; what is undefined is left out. */
type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** An element; without content where that is the empty string. */
export function xml(name: string, attributes: XmlAttributes = {}, content = ""): string {
  let written = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) written += ` ${key}="${escapeAttribute(String(value))}"`;
  }
  return content === "" ? `${written}/>` : `${written}>${content}</${name}>`;
}

/** An element that says one thing: `w:val`. */
export function valued(name: string, value: string | number): string {
  return xml(name, { "w:val": value });
}

/** Characters that XML 1.0 has no way to write, not even escaped. */
const UNWRITABLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // As they are, a parser would turn them into blanks or line feeds.
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

export function escapeText(text: string): string {
  return text.replaceAll(UNWRITABLE, "").replaceAll(/[&<>\r]/gu, escapeOf);
}

function escapeAttribute(text: string): string {
  return text.replaceAll(UNWRITABLE, "").replaceAll(/[&<>"\t\n\r]/gu, escapeOf);
}

const escapeOf = (sign: string): string => ESCAPES[sign] ?? sign;

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The namespaces of the parts with text, and which of them a reader may pass over. */
export const NAMESPACES: XmlAttributes = {
  "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
  "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "xmlns:mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
  "xmlns:w14": "http://schemas.microsoft.com/office/word/2010/wordml",
  "xmlns:w15": "http://schemas.microsoft.com/office/word/2012/wordml",
  "xmlns:w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
  "xmlns:w16cex": "http://schemas.microsoft.com/office/word/2018/wordml/cex",
  "xmlns:w16du": "http://schemas.microsoft.com/office/word/2023/wordml/word16du",
  "mc:Ignorable": "w14 w15 w16cid w16cex w16du",
};

/** A whole part. */
export function xmlPart(name: string, content: string, attributes: XmlAttributes = NAMESPACES) {
  return XML_HEAD + xml(name, attributes, content);
}
