/** A worker of the queue `bulk`: `worker-program <port of Redis> <url of the server> <file of results> <most jobs a second>`. */
import { dirname } from "node:path";
import { createBulkWorker } from "../../src/bullmq/index.ts";
import { createClient } from "../../src/client/index.ts";

const [port = "", url = "", results = "", most = ""] = process.argv.slice(2);
const worker = createBulkWorker("bulk", {
  client: createClient({ endpoint: url, credential: { key: "secret-key-0123456789" } }),
  connection: { host: "127.0.0.1", port: Number(port), maxRetriesPerRequest: null },
  results,
  root: dirname(results),
  concurrency: 4,
  limiter: { max: Number(most), duration: 1_000 },
  lockDuration: 2_000,
  stalledInterval: 1_000,
});
// A Redis that is away is tried again; BullMQ says so as an error.
worker.on("error", () => undefined);
process.send?.("ready");
