const { ProxyAgent } = require("proxy-agent");

let seen = 0;
globalThis.tool = {
  agent: new ProxyAgent({
    getProxyForUrl: () => {
      seen += 1;
      return process.env.PROXY;
    },
  }),
  seen: () => seen,
};
