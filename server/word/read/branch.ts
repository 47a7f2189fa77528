import { childrenOf, type XmlElement } from "./xml.ts";

/** Extensions whose content is read here as what they replace is. */
const KNOWN = new Set(
  "w14 w15 w16 w16se w16cid w16cex w16du wp14 wps wpg wpc wpi a14 cx c14 am3d aink".split(" "),
);

/** The one branch of an alternative that is read: the first that asks for nothing unknown. */
export function branchOf(element: XmlElement): XmlElement | null {
  const branches = childrenOf(element);
  const fallback = branches.find(({ name }) => name === "mc:Fallback");
  const choice = branches.find(
    ({ name, attributes }) =>
      name === "mc:Choice" &&
      (attributes["Requires"] ?? "").split(/\s+/u).every((prefix) => KNOWN.has(prefix)),
  );
  return choice ?? fallback ?? branches[0] ?? null;
}
