import { useEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";
import { showSpot } from "./show-spot.ts";

/** A page that is opened at a spot by its address shows it. Draws nothing. */
export default function Spots() {
  const address = useLocation();
  const type = useNavigationType();
  const isFirst = useRef(true);
  useEffect(() => {
    const isBack = isFirst.current ? isLoadedAgain() : type === "POP";
    isFirst.current = false;
    if (address.hash !== "") showSpot(address, isBack);
  }, [address, type]);
  return null;
}

/** Whether the browser brings the reader back to where they were on the page that this window has loaded. */
function isLoadedAgain(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry instanceof PerformanceNavigationTiming && entry.type !== "navigate";
}
