import { encode } from "uqr";

/** A QR code as an SVG path, a square of one unit for each of its dark ones. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  // Without a border of its own: the page's paper stands around it.
  const { size, data } = encode(text, { ecc: "M", border: 0 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return { size, path };
}
