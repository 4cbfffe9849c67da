/** Embeds `<count>` texts at `<url>` and prints the most bytes that the heap held after a collection. Needs `--expose-gc`. */

import { embedAll } from "../../src/bulk/index.ts";
import { createClient } from "../../src/client/index.ts";

const [url = "", count = "0", journal] = process.argv.slice(2);
const client = createClient({ endpoint: url, credential: { key: "k" } });

function* texts(): Generator<string> {
  for (let index = 0; index < Number(count); index += 1) yield `text ${index}`;
}

let most = 0;
// Little is out at a time, so that what is kept is seen.
const options = { batch: { items: 100 }, concurrency: 4, ...(journal !== undefined && { journal }) };
for await (const { index } of embedAll(client, texts(), options)) {
  if (index % 10_000 !== 9_999) continue;
  globalThis.gc?.();
  most = Math.max(most, process.memoryUsage().heapUsed);
}
console.log(most);
