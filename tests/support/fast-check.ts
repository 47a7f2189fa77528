import fc from "fast-check";
import { seedOf } from "./seed.ts";

// A failure prints its seed; SEED repeats it.
fc.configureGlobal({ seed: seedOf() });

export { fc };
