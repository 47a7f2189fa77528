import { data, redirect } from "react-router";
import { REFUSAL_STATUS, type Refusal } from "#app/domain/refusal.ts";
import { ENROLLMENT_PAGE, signInAddress, withNext } from "./next-page.ts";
import type { RefusedPage } from "./refused-page.ts";

/**
 * The response to a refused page, to be thrown: the sign-in page for signed-out visitors, the page that
 * sets up a factor for those who have to do that first, otherwise the nearest error boundary with the
 * refusal's status and sentence.
 */
export function refusedPage(refusal: Refusal, url: URL, isEnrolling = false): unknown {
  if (refusal.code === "not-signed-in") {
    return redirect(
      isEnrolling ? withNext(ENROLLMENT_PAGE, url.pathname + url.search) : signInAddress(url),
    );
  }
  const page: RefusedPage = { code: refusal.code, sentence: refusal.sentence };
  return data(page, { status: REFUSAL_STATUS[refusal.code] });
}

/** The response to a way in that failed, to be thrown: its page leads on to what was asked for. */
export function refusedOnTheWay({ code, sentence }: Refusal, next: string): unknown {
  const page: RefusedPage = { code, sentence, next };
  return data(page, { status: REFUSAL_STATUS[code] });
}
