import { forwardRef, type ReactNode } from "react";

/**
 * Signs out here. A whole page load, so that nothing of what was read stays in memory.
 */
export const SignOutForm = forwardRef<HTMLFormElement, { readonly children?: ReactNode }>(
  function SignOutForm({ children }, ref) {
    return (
      <form ref={ref} method="post" action="/logout">
        {children}
      </form>
    );
  },
);
