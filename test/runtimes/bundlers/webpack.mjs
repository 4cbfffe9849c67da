/** `node webpack.mjs <entry> <folder> <node or browser>`: a bundle of ES modules. */
import { parse } from "node:path";
import { promisify } from "node:util";
import webpack from "webpack";

const [entry, folder, platform] = process.argv.slice(2);
const stats = await promisify(webpack)({
  mode: "production",
  entry: { [parse(entry).name]: entry },
  context: process.cwd(),
  target: platform === "browser" ? ["web", "es2022"] : ["node20", "es2022"],
  experiments: { outputModule: true },
  output: {
    path: folder,
    filename: "[name].mjs",
    chunkFilename: "[name].mjs",
    module: true,
    chunkFormat: "module",
    clean: true,
  },
});
if (stats.hasErrors() || stats.hasWarnings())
  throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
