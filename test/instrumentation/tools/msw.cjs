const { http, passthrough } = require("msw");
const { setupServer } = require("msw/node");

let seen = 0;
const server = setupServer(
  http.post(`${process.env.ENDPOINT}/*`, () => {
    seen += 1;
    return passthrough();
  }),
);
server.listen({ onUnhandledRequest: "bypass" });

globalThis.tool = { seen: () => seen };
