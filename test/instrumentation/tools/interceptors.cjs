const { BatchInterceptor } = require("@mswjs/interceptors");
const interceptors = require("@mswjs/interceptors/presets/node");

let seen = 0;
const interceptor = new BatchInterceptor({ name: "calls", interceptors: interceptors.default ?? interceptors });
interceptor.apply();
interceptor.on("request", () => {
  seen += 1;
});

globalThis.tool = { seen: () => seen };
