const nock = require("nock");

// Records what goes on to the network.
nock.recorder.rec({ dont_print: true, output_objects: true });

globalThis.tool = { seen: () => nock.recorder.play().length };
