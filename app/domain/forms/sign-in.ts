import { z } from "zod";
import { email } from "./fields.ts";
import { givenPassword } from "./password.ts";

/** Sign in. */
export const signInForm = z.object({ email, password: givenPassword });
export type SignInForm = z.output<typeof signInForm>;
