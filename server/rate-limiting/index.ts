/** Counts tries in a window of time: the parts of rate-limiter-flexible that a server needs. */
export { default as RateLimiterMemory } from "rate-limiter-flexible/lib/RateLimiterMemory.js";
export { default as RateLimiterPostgres } from "rate-limiter-flexible/lib/RateLimiterPostgres.js";
export { default as RateLimiterRes } from "rate-limiter-flexible/lib/RateLimiterRes.js";
export type { RateLimiterAbstract } from "rate-limiter-flexible";
