/** An image as a vector. */
import { createClient } from "model-inference";
import { pixel, target } from "./target.ts";

await using place = await target("emulated-image-embed");
const { endpoint, credential, model } = place;

const client = createClient({ endpoint, credential });
const { data } = await client.getImageEmbeddings({ ...model, input: [{ image: pixel }] });
console.log(`${data.length} vector of ${data[0]?.embedding.length} numbers`);
