import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { defineConfig } from "vitepress";

const root = join(import.meta.dirname, "../../..");
/** `build.ts` copies the pages there, in the folders that they have in the repository. */
const pagesFolder = join(import.meta.dirname, "../.pages");

/** Entries of the sidebar: the file of each page and its title. */
const pages = (titles: Readonly<Record<string, string>>) =>
  Object.entries(titles).map(([file, text]) => ({ text, link: `/${file}` }));

/** The pages of the API reference and the entry points that they describe. TypeDoc adds a number to a name that is taken. */
const api = Object.fromEntries(
  readdirSync(join(pagesFolder, "api/model-inference"))
    .map((file) => file.replace(".md", ""))
    .map((file) => [`api/model-inference/${file}`, `model-inference/${file.replace(/-\d$/, "")}`]),
);

/** Whether a link leads to a page of the site, or out of the repository. */
const isPage = (href: string, folder: string): boolean =>
  /^(?:[a-z]+:|[#/])/.test(href) || (/\.md(?:#.*)?$/.test(href) && existsSync(join(folder, href.replace(/#.*/, ""))));

export default defineConfig({
  title: "model-inference",
  description: "A typed TypeScript client of the Azure AI Model Inference API, its contract and its emulator",
  srcDir: pagesFolder,
  outDir: join(root, "out/site"),
  cacheDir: join(root, "out/site-cache"),
  rewrites: { "README.md": "index.md" },
  markdown: {
    // As GitHub does it, so that a link to a heading works in both.
    anchor: {
      slugify: (heading) =>
        heading
          .trim()
          .toLowerCase()
          .replace(/[^\p{L}\p{N}_ -]/gu, "")
          .replaceAll(" ", "-"),
    },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config(md) {
      // A link to a file of the repository that is no page, such as a program, is shown as text.
      md.core.ruler.push("repository-files", ({ tokens, env }) => {
        const folder = dirname((env as { path: string }).path);
        for (const { children } of tokens) {
          let isText = false;
          for (const child of children ?? []) {
            if (child.type === "link_open") isText = !isPage(child.attrGet("href") ?? "", folder);
            if (isText && /^link_/.test(child.type)) Object.assign(child, { type: "text", content: "", nesting: 0 });
          }
        }
      });
    },
  },
  themeConfig: {
    search: { provider: "local" },
    nav: pages({
      "docs/client": "Guide",
      "api/model-inference": "API",
      "docs/contract": "Contract",
      CHANGELOG: "Changes",
    }),
    outline: [2, 3],
    sidebar: [
      {
        text: "Client",
        items: pages({
          "": "Overview",
          "docs/getting-started": "Getting started",
          "docs/client": "Options, credentials, calls",
          "docs/streaming": "Streaming",
          "docs/errors": "Errors",
          "docs/troubleshooting": "Troubleshooting",
          "docs/helpers": "Structured output, tools, images",
          "docs/embeddings": "Embeddings and search",
          "docs/validation": "Validation",
          "docs/observing": "Logs, events, OpenTelemetry",
          "docs/bulk": "Many inputs",
          "docs/bullmq": "Many inputs on many hosts",
          "docs/runtimes": "Runtimes, bundlers, compilers",
          "docs/instrumentation": "Tracing and mocking tools",
        }),
      },
      {
        text: "Other clients",
        items: pages({
          "docs/adapters": "openai, AI SDK and others",
          "docs/azure-rest": "From @azure-rest/ai-inference",
          "docs/moving-to-openai-v1": "To OpenAI v1",
        }),
      },
      {
        text: "Tools",
        items: pages({
          "docs/testing": "Tests with the emulator",
          "docs/emulator": "Emulator",
          "docs/emulator-faults": "Emulator: faults",
          "docs/emulator-rules": "Emulator: rules",
          "docs/emulator-upstream": "Emulator: with a real model",
          "docs/cli": "Command line",
          "docs/cli-reference": "CLI reference",
        }),
      },
      {
        text: "Contract",
        items: pages({
          "docs/contract": "Documents",
          "docs/reference": "HTTP reference",
          "docs/other-languages": "Other languages",
          "vectors/README": "Conformance vectors",
        }),
      },
      {
        text: "API reference",
        collapsed: true,
        items: pages({ "api/model-inference": "model-inference", ...api }),
      },
      {
        text: "Project",
        collapsed: true,
        items: pages({
          "docs/reliability": "Reliability",
          "docs/comparison": "Comparison",
          "docs/performance": "Performance",
          "docs/performance-data": "Performance data",
          CHANGELOG: "Changelog",
          CONTRIBUTING: "Contributing",
          "docs/releasing": "Releasing",
          "examples/README": "Examples",
        }),
      },
    ],
  },
});
