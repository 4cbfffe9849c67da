/** Counts calls of the platform's `fetch`; loaded before the package, so that it cannot keep the one before. */
const own = globalThis.fetch;
let calls = 0;

globalThis.fetch = (...args) => {
  calls += 1;
  return own(...args);
};

/** How often anything called the global `fetch` so far. */
export const fetchCalls = () => calls;

/** The platform's `fetch`, uncounted. */
export const uncounted = (...args) => own(...args);
