import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { describeWith } from "../consumers/toolchain.ts";
import { bundle, bundlers, bundlerTools, importOfNode } from "./bundles.ts";
import { isSkipped, launch, why } from "./chromium.ts";
import { expected } from "./expected.ts";
import { startEndpoint } from "./suite.ts";

let browser: Browser;

/** What a page may do: run scripts of its own origin, and call the endpoint. No code from text, nothing inline. */
const policy = (endpoint: string): string =>
  `default-src 'none'; script-src 'self'; connect-src 'self' ${endpoint}; require-trusted-types-for 'script'; trusted-types 'none'`;

/** A tab with the bundle, and an endpoint of another origin; what the browser complains of is kept. */
async function open(folder: string) {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "", "http://page").pathname.slice(1);
    const headers = { "content-security-policy": policy(endpoint.url), "cache-control": "no-store" };
    const send = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { ...headers, "content-type": type }).end(body);
    if (name === "") send(200, "text/html", '<!doctype html><script type="module" src="page.mjs"></script>');
    else if (name === "metrics") void metrics().then((text) => send(200, "text/plain", text));
    else if (!/^[\w.-]+\.mjs$/.test(name)) send(404, "text/plain", "");
    else
      readFile(join(folder, name)).then(
        (text) => send(200, "text/javascript", text),
        () => send(404, "text/plain", ""),
      );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoint = await startEndpoint({ cors: [origin] });
  const metrics = async () => (await fetch(`${endpoint.url}/metrics`)).text();
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // That an answer is a failure, or broke off, is what some scenarios are about.
    if (message.type() === "error" && !/^Failed to load resource: /.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(`${origin}/?endpoint=${endpoint.url}`);
  return { page, complaints };
}

describeWith(bundlerTools, "in a page of Chromium, under a strict content security policy", () => {
  describe.skipIf(isSkipped)(`with the browser${why}`, () => {
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser?.close());

    for (const bundler of bundlers) {
      test(`a bundle by ${bundler} passes the suite over fetch`, async () => {
        const folder = await bundle(bundler, "page", "browser", inject("installed").npm);
        expect(await readFile(join(folder, "page.mjs"), "utf8")).not.toMatch(importOfNode);
        const { page, complaints } = await open(folder);
        const outcome = await page.evaluate(() => (globalThis as unknown as { outcome: Promise<unknown> }).outcome);
        expect(outcome).toEqual({
          keyInPage: "ConfigurationError",
          codeFromText: "EvalError",
          suite: { results: expected, transport: "fetch" },
        });
        // Of the code that the page made of text, to see that it may not.
        expect(complaints).toEqual([expect.stringMatching(/TrustedScript|unsafe-eval/)]);
      });
    }
  });
});
