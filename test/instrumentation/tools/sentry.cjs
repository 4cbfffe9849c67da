const Sentry = require("@sentry/node");

let seen = 0;
Sentry.init({
  dsn: `${process.env.COLLECTOR.replace("http://", "http://key@")}/1`,
  tracesSampleRate: 1,
  beforeSendSpan: (span) => {
    if (span.attributes?.["sentry.op"] === "http.client" || span.data?.["sentry.op"] === "http.client") seen += 1;
    return span;
  },
});

globalThis.tool = {
  around: (calls) => Sentry.startSpan({ name: "calls", op: "calls" }, calls),
  seen: async () => {
    await Sentry.flush(2_000);
    return seen;
  },
};
