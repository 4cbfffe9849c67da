import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { isSkipped, launch, why } from "./chromium.ts";
import { overflowing } from "./readable.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** Serves the built site as a plain file server does. */
const server = createServer(async ({ url = "/" }, response) => {
  const { pathname } = new URL(url, "http://localhost");
  const path = normalize(join("out/site", pathname.endsWith("/") ? `${pathname}index.html` : pathname));
  const content = await readFile(path).catch(() => undefined);
  response.writeHead(content === undefined ? 404 : 200, { "content-type": types[extname(path)] ?? "font/woff2" });
  response.end(content);
});

describe.skipIf(isSkipped)(`the documentation site in Chromium${why}`, () => {
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    // Fails for a dead link, and for an export without a description.
    await promisify(execFile)("npm", ["run", "--silent", "docs"], { maxBuffer: 2 ** 24 });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launch();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    server.close();
  });

  async function open(path: string, { width = 1280, colorScheme = "light" as "light" | "dark" } = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: "reduce",
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url + path, { waitUntil: "networkidle" });
    expect(requests.filter((request) => !request.startsWith(url) && !request.startsWith("data:"))).toEqual([]);
    return page;
  }

  const pages = ["/", "/docs/client.html", "/docs/errors.html", "/api/model-inference/helpers.html"];

  test.each(pages.flatMap((path) => (["light", "dark"] as const).map((scheme) => [path, scheme] as const)))(
    "%s has no violation of accessibility rules in a %s theme",
    async (path, colorScheme) => {
      const page = await open(path, { colorScheme });
      await page.evaluate(axe.source);
      // The sidebar and the search button are the theme's.
      const { violations } = (await page.evaluate("axe.run('main')")) as axe.AxeResults;
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 200)]))).toEqual([]);
    },
  );

  test.each(pages)("%s fits a width of 360 pixels", async (path) => {
    const page = await open(path, { width: 360 });
    expect(await overflowing(page)).toEqual([]);
  });

  test("links between pages of the repository lead to pages of the site", async () => {
    const page = await open("/");
    await page.locator("main").getByRole("link", { name: "helpers" }).first().click();
    await page.waitForURL(`${url}/docs/helpers.html`);
  });

  test("the search finds a word offline", async () => {
    const page = await open("/");
    await page.keyboard.press("/");
    await page.getByRole("searchbox").fill("retry-after");
    await page.locator(".VPLocalSearchBox .result").first().click();
    await page.waitForURL(/\.html/);
  });

  test("every entry point of the package has a page of its API", async () => {
    const { exports } = JSON.parse(await readFile("package.json", "utf8")) as { exports: Record<string, unknown> };
    const found = (await readdir("out/site/api/model-inference")).map((name) => name.replace(/(?:-\d)?\.html$/, ""));
    const entries = Object.keys(exports)
      .filter((entry) => /^\.\/[a-z-]+$/.test(entry))
      .map((entry) => entry.slice(2));
    // Its types are those of the retired package: docs/azure-rest.md.
    expect(found.sort()).toEqual(entries.filter((entry) => entry !== "azure-rest").sort());
  });
});
