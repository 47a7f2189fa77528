/** The act that ends the session: a form, and no page that one goes to. */
export const SIGN_OUT = "sign-out";
