import * as z from "zod";
import { email } from "./fields.ts";
import { givenPassword } from "./password.ts";

export const signInForm = z.object({ email, password: givenPassword });
