const apm = require("elastic-apm-node").start({
  serverUrl: process.env.COLLECTOR,
  serviceName: "calls",
  logLevel: "off",
  captureExceptions: false,
  spanCompressionEnabled: false,
});

let seen = 0;
apm.addSpanFilter((span) => {
  if (span.type === "external" && span.subtype === "http") seen += 1;
  return span;
});

globalThis.tool = {
  around: async (calls) => {
    const transaction = apm.startTransaction("calls");
    const result = await calls();
    transaction.end();
    return result;
  },
  seen: async () => {
    await apm.flush().catch(() => undefined);
    return seen;
  },
};
