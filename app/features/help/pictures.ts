/**
 * The pictures of docs/pictures by their names, each under an address that is kept by browsers. The help
 * shows none of the tour or of the dark theme: the build leaves those out.
 */
const files = import.meta.glob<string>(
  ["../../../docs/pictures/*.png", "!**/tour-*.png", "!**/*-dark.png"],
  { eager: true, query: "?url", import: "default" },
);

export function helpPicture(file: string): string | undefined {
  return files[`../../../docs/pictures/${file}`];
}
