// Loaded into the server before itself: says, on a port of its own, for how long the event loop can have
// been held since it was last asked, in milliseconds. That is the longest delay that was seen, or all
// the time that the process had of a processor, if that is less: what other programs took is not in it.
import { createServer } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env["LOOP_PORT"]) {
  /** In milliseconds: the look itself is late by as much at most. */
  const EVERY = 2;
  const delay = monitorEventLoopDelay({ resolution: EVERY });
  delay.enable();
  let before = process.cpuUsage();
  createServer((_request, response) => {
    const { user, system } = process.cpuUsage(before);
    response.end(String(Math.min(Math.max(0, delay.max / 1e6 - EVERY), (user + system) / 1e3)));
    before = process.cpuUsage();
    delay.reset();
  })
    .listen(Number(process.env["LOOP_PORT"]), "127.0.0.1")
    .unref();
}
