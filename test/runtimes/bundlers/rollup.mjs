/** `node rollup.mjs <entry> <folder> <node or browser>`: a bundle of ES modules. */
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";

const [entry, folder, platform] = process.argv.slice(2);
const plugin =
  platform === "browser"
    ? nodeResolve({ browser: true })
    : nodeResolve({ exportConditions: ["node"], preferBuiltins: true });
const onwarn = (warning) => {
  throw new Error(warning.message);
};
const bundle = await rollup({
  input: entry,
  plugins: [plugin],
  external: platform === "browser" ? [] : [/^node:/],
  onwarn,
});
await bundle.write({ dir: folder, format: "es", entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" });
