/** `node rollup.mjs <entry> <folder> <node, browser or unknown>`: a bundle of ES modules. */
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";

const [entry, folder, platform] = process.argv.slice(2);
const plugins = {
  node: () => nodeResolve({ exportConditions: ["node"], preferBuiltins: true }),
  browser: () => nodeResolve({ browser: true }),
  unknown: () => nodeResolve(),
};
const onwarn = (warning) => {
  throw new Error(warning.message);
};
const bundle = await rollup({
  input: entry,
  plugins: [plugins[platform]()],
  external: platform === "node" ? [/^node:/] : [],
  onwarn,
});
await bundle.write({ dir: folder, format: "es", entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" });
