import { afterAll } from "vitest";

// Files of this group share a page: none finds what another has left in it.
afterAll(() => document.body.replaceChildren());
