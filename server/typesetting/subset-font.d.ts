/** The part in use; the package brings no types. */
declare module "subset-font" {
  export default function subsetFont(
    font: Buffer,
    text: "",
    options: {
      readonly keepAllGlyphs: true;
      readonly targetFormat: "truetype";
      readonly variationAxes?: Readonly<Record<string, number>>;
    },
  ): Promise<Buffer>;
}
