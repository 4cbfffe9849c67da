require("dd-trace").init({ url: process.env.COLLECTOR, startupLogs: false, flushInterval: 50 });

// What reached the collector; asked over node:net, which is not traced as HTTP.
const { collected } = require("../collected.cjs");

globalThis.tool = { seen: collected };
