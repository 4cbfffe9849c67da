/** `node miniflare.mjs <worker> <endpoint>`: runs a worker in workerd, hands it the endpoint, and prints its answer. */
import { readFile } from "node:fs/promises";
import { Miniflare } from "miniflare";

const [worker, endpoint] = process.argv.slice(2);
const miniflare = new Miniflare({
  modules: [{ type: "ESModule", path: "worker.mjs", contents: await readFile(worker, "utf8") }],
  // No flags: nothing of Node is there.
  compatibilityDate: "2026-07-01",
});
try {
  const response = await miniflare.dispatchFetch("http://worker/", { method: "POST", body: endpoint });
  console.log(await response.text());
} finally {
  await miniflare.dispose();
}
