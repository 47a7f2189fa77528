// Loaded into the server before itself: says, on a port of its own, for how long the event loop was held
// since it was last asked, in milliseconds. That is the longest delay that was seen, or the longest that
// its thread ran between two looks, if that is less: what other programs took is not in it.
import { openSync, readSync } from "node:fs";
import { createServer } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env["LOOP_PORT"]) {
  /** In milliseconds: the look itself is late by as much at most. */
  const EVERY = 2;
  const delay = monitorEventLoopDelay({ resolution: EVERY });
  delay.enable();
  // Nanoseconds on a processor come first (Linux, Documentation/scheduler/sched-stats.rst).
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`);
  const line = Buffer.alloc(80);
  const ran = () => Number.parseInt(line.toString("latin1", 0, readSync(file, line, 0, 80, 0)), 10);
  let [before, longest] = [ran(), 0];
  const look = () => {
    const now = ran();
    longest = Math.max(longest, now - before);
    before = now;
  };
  setInterval(look, EVERY).unref();
  createServer((_request, response) => {
    look();
    response.end(String(Math.min(Math.max(0, delay.max / 1e6 - EVERY), longest / 1e6)));
    longest = 0;
    delay.reset();
  })
    .listen(Number(process.env["LOOP_PORT"]), "127.0.0.1")
    .unref();
}
