import path from "node:path";

/** The folder in DATA_DIR in which archives are unpacked: hidden, so that no backup copies it. */
export function unpackingFolderIn(dataDir: string): string {
  return path.join(path.resolve(dataDir), ".unpacked-archives");
}
