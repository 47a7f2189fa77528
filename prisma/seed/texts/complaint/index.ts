import { writeProse } from "../../writing";
import { caption } from "./caption";
import { closing } from "./claims";
import { facts } from "./facts";
import { opening } from "./opening";
import { statute } from "./statute";

/** The complaint about the first request, in the order of a complaint's anatomy. */
export const complaint = writeProse("complaint", [
  ...caption,
  ...opening,
  ...statute,
  ...facts,
  ...closing,
]);
