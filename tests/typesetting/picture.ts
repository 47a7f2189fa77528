import { inflateSync } from "node:zlib";

/** Shades of gray, row by row, 0 black to 255 white. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Reads a PNG of 8 bits a channel, gray or RGB, without interlace, as pdftoppm writes it. */
export function readPng(file: Buffer): Picture {
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const [depth, colour, , , interlace] = file.subarray(24, 29);
  const channels = colour === 0 ? 1 : 3;
  if (depth !== 8 || (colour !== 0 && colour !== 2) || interlace !== 0) {
    throw new Error("not a plain PNG");
  }
  const data = inflateSync(Buffer.concat(chunks(file, "IDAT")));
  const row = width * channels;
  const bytes = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) {
    const from = y * (row + 1);
    const filter = data[from] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x >= channels ? (bytes[at - channels] ?? 0) : 0;
      const up = y > 0 ? (bytes[at - row] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (bytes[at - row - channels] ?? 0) : 0;
      bytes[at] = (data[from + 1 + x] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  // Of colors the green, which is the greater part of their lightness.
  const pixels = channels === 1 ? bytes : bytes.filter((_, index) => index % channels === 1);
  return { width, height, pixels };
}

function chunks(file: Buffer, type: string): Buffer[] {
  const found: Buffer[] = [];
  let at = 8;
  while (at < file.length) {
    const length = file.readUInt32BE(at);
    const isWanted = file.toString("latin1", at + 4, at + 8) === type;
    if (isWanted) found.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return found;
}

/** The pixel that the row's filter expects after those before it (PNG, section 9). */
function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return Math.floor((left + up) / 2);
    case 4: {
      const guess = left + up - corner;
      const [toLeft, toUp, toCorner] = [left, up, corner].map((near) => Math.abs(guess - near));
      if (toLeft! <= toUp! && toLeft! <= toCorner!) return left;
      return toUp! <= toCorner! ? up : corner;
    }
    default:
      return 0;
  }
}

/** The share of pixels, from 0 to 1, whose shade is another by more than a third. */
export function difference(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return 1;
  let unlike = 0;
  one.pixels.forEach((shade, index) => {
    if (Math.abs(shade - (other.pixels[index] ?? 0)) > 85) unlike += 1;
  });
  return unlike / one.pixels.length;
}
