/** Embeds `<count>` texts at `<url>` with the journal `<path>`, and prints each outcome as a line. */

import { embedAll } from "../../src/bulk/index.ts";
import { createClient } from "../../src/client/index.ts";

const [url = "", journal = "", count = "0"] = process.argv.slice(2);
const client = createClient({ endpoint: url, credential: { key: "k" } });

function* texts(): Generator<string> {
  for (let index = 0; index < Number(count); index += 1) yield `text ${index}`;
}

for await (const outcome of embedAll(client, texts(), { journal, concurrency: 4, batch: { items: 20 } }))
  console.log(JSON.stringify(outcome.ok ? [outcome.index, outcome.embedding] : outcome));
