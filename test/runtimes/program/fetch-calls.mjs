/**
 * Counts calls of the platform's `fetch`. On Node by the channel of its undici, since the package uses a `fetch` that has been
 * replaced; elsewhere by replacing it. Loaded before the package, so that it cannot keep the one before.
 */
const own = globalThis.fetch;
const { node, bun, deno } = globalThis.process?.versions ?? {};
let calls = 0;

if (node !== undefined && bun === undefined && deno === undefined) {
  const { subscribe } = process.getBuiltinModule("node:diagnostics_channel");
  subscribe("undici:request:create", () => {
    calls += 1;
  });
} else
  globalThis.fetch = (...args) => {
    calls += 1;
    return own(...args);
  };

/** How often anything but `uncounted` called the global `fetch` so far. */
export const fetchCalls = () => calls;

/** The platform's `fetch`, uncounted. */
export async function uncounted(...args) {
  const before = calls;
  const response = await own(...args);
  if (calls > before) calls = before;
  return response;
}
