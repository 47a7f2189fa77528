import { z } from "zod";
import { email } from "./fields";
import { givenPassword } from "./password";

/** Sign in. */
export const signInForm = z.object({ email, password: givenPassword });
export type SignInForm = z.output<typeof signInForm>;
