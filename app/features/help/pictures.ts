/** The pictures of docs/pictures by their names, each under an address that is kept by browsers. */
const files = import.meta.glob<string>("../../../docs/pictures/*.png", {
  eager: true,
  query: "?url",
  import: "default",
});

export function helpPicture(file: string): string | undefined {
  return files[`../../../docs/pictures/${file}`];
}
