import { data, redirect } from "@remix-run/node";
import { REFUSAL_STATUS, type Refusal } from "~/domain/refusal";
import { signInAddress } from "./next-page";
import type { RefusedPage } from "./refused-page";

/**
 * The answer to a page that was refused, to be thrown: the sign-in page for those who are not signed
 * in, otherwise the nearest error boundary with the refusal's status and sentence.
 */
export function refusedPage(refusal: Refusal, url: URL): unknown {
  if (refusal.code === "not-signed-in") return redirect(signInAddress(url));
  const page: RefusedPage = { code: refusal.code, sentence: refusal.sentence };
  return data(page, { status: REFUSAL_STATUS[refusal.code] });
}
