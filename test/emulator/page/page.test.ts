import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { apiVersions } from "../../../generated/operations.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../../src/emulator/index.ts";

const html = "text/html,application/xhtml+xml,*/*;q=0.8";

async function start(options: EmulatorOptions = {}) {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.stop());
  const get = async (path: string, { method = "GET", accept = html } = {}) => {
    const response = await fetch(new URL(path, emulator.url), { method, headers: { accept }, redirect: "manual" });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  /** Every file that the page leads to, by path. */
  const files = async () => {
    const found = new Map<string, Awaited<ReturnType<typeof get>>>();
    const follow = async (path: string): Promise<void> => {
      if (found.has(path)) return;
      const answer = await get(path);
      found.set(path, answer);
      const location = answer.headers.get("location");
      const links = location === null ? linksIn(path, answer.text) : [location];
      for (const link of links) await follow(new URL(link, emulator.url + path).pathname);
    };
    await follow("/");
    found.delete("/metrics");
    return found;
  };
  return { emulator, get, files };
}

/** The status of a path that is sent as it stands. */
const statusOf = ({ port }: Emulator, path: string, host = "localhost"): Promise<number | undefined> =>
  new Promise((resolve) => {
    const headers = { host, accept: html };
    request({ host: "127.0.0.1", port, path, headers })
      .on("response", (response) => resolve(response.resume().statusCode))
      .end();
  });

const linksIn = (path: string, text: string): string[] => {
  if (/\.(?:json|css|svg)$/.test(path)) return [];
  const pattern = path.endsWith(".js")
    ? /\bfrom "(\.[^"]+)"|\bimport\("(\.[^"]+)"/g
    : /\b(?:href|src)="([^"#]+)[^"]*"/g;
  return [...text.matchAll(pattern)].map(([, link, other]) => link ?? other ?? "");
};

const policyOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    (headers.get("content-security-policy") ?? "")
      .split("; ")
      .map((rule) => [rule.slice(0, rule.indexOf(" ")), rule.slice(rule.indexOf(" ") + 1)]),
  );

describe("the page and all that it leads to", () => {
  test("weighs at most 150 kB, compressed", async () => {
    const found = await (await start()).files();
    const page = [...found].filter(([path]) => path === "/" || path.startsWith("/_emulator/page/"));
    expect(page.reduce((sum, [, { text }]) => sum + gzipSync(text).length, 0)).toBeLessThan(150_000);
  });

  test("are there, each as what it is, under a policy that lets nothing in but this server's files", async () => {
    const found = await (await start()).files();
    expect([...found.keys()].sort()).toEqual([
      "/",
      ...["icon.svg", "main.js", "page.css"].map((name) => `/_emulator/page/${name}`),
      ...["", `${apiVersions.at(-1)}.html`, "reference.css", "reference.js"].map(
        (name) => `/_emulator/reference/${name}`,
      ),
    ]);
    for (const [path, { status, headers }] of found) {
      const isRedirect = path === "/_emulator/reference/";
      expect([path, status]).toEqual([path, isRedirect ? 302 : 200]);
      const isViewer = path.endsWith(".html");
      expect(policyOf(headers)).toEqual({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": isViewer ? "'self' 'unsafe-inline'" : "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": isViewer ? "lit-html" : "'none'",
      });
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("access-control-allow-origin")).toBeNull();
      const types: Record<string, string> = { js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
      const type = types[path.split(".").at(-1) ?? ""] ?? (path.endsWith(".json") ? "application/json" : "text/html");
      if (!isRedirect) expect([path, headers.get("content-type")]).toEqual([path, `${type}; charset=utf-8`]);
    }
  });

  test("name no other host, and have no script or style of their own", async () => {
    for (const [path, { text }] of await (await start()).files()) {
      // Of the viewer's code the test in a browser sees that it calls no other host.
      if (path.endsWith("reference.js")) continue;
      expect([
        path,
        text.match(/(?:href|src|action|srcset)="(?:[a-z]+:|\/\/)|(?<![a-z] ?)url\((?!"?data:)|@import/i),
      ]).toEqual([path, null]);
      expect([path, text.match(/<script(?! type="module" src="\/)|<style|\sstyle="|\son[a-z]+="/i)]).toEqual([
        path,
        null,
      ]);
      if (!path.endsWith(".js")) continue;
      expect([
        path,
        text.match(
          /https?:(?!\/\/(?:www\.w3\.org|preactjs\.com))|outerHTML|insertAdjacentHTML|document\.write|\beval\(/,
        ),
      ]).toEqual([path, null]);
    }
  });

  test("are read, not written, and not in the journal", async () => {
    const { emulator, get, files } = await start();
    for (const [path, { headers }] of await files()) {
      const head = await get(path, { method: "HEAD" });
      expect([path, head.text, head.headers.get("content-length")]).toEqual([path, "", headers.get("content-length")]);
    }
    const bare = await get("/_emulator/reference");
    expect([bare.status, bare.headers.get("location")]).toEqual([
      302,
      `/_emulator/reference/${apiVersions.at(-1)}.html`,
    ]);
    const posted = await get("/_emulator/page/main.js", { method: "POST" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    // Not by `fetch`, which would settle the dots itself.
    for (const path of [
      "page/gone.js",
      "page/../../package.json",
      "page/%2e%2e/page.html",
      "reference/2020-01-01.html",
    ])
      expect([path, await statusOf(emulator, `/_emulator/${path}`)]).toEqual([path, 404]);
    expect(emulator.journal.entries.filter(({ path }) => path.startsWith("/_emulator"))).toEqual([]);
  });

  test("are for the emulator's own names alone, and for no page of another origin", async () => {
    const { emulator } = await start({ cors: "*" });
    for (const path of ["/", "/_emulator/page/main.js", `/_emulator/reference/${apiVersions.at(-1)}.html`]) {
      expect([path, await statusOf(emulator, path, "evil.example")]).toEqual([path, 403]);
      const crossed = await fetch(emulator.url + path, { headers: { origin: "http://evil.example", accept: html } });
      await crossed.text();
      expect(crossed.headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("the root", () => {
  test.each([
    ["GET", html, 200],
    ["GET", "*/*", 200],
    ["HEAD", html, 200],
    ["GET", "application/json", 404],
    ["GET", "application/json, text/plain, */*", 404],
    ["POST", html, 404],
    ["DELETE", "*/*", 404],
  ])(
    "%s that accepts %s is %i: a browser gets the page, a client of the API what it always got",
    async (method, accept, status) => {
      const { emulator, get } = await start();
      const answer = await get("/", { method, accept });
      expect([answer.status, answer.headers.get("content-type")?.split(";")[0]]).toEqual([
        status,
        status === 200 ? "text/html" : "application/json",
      ]);
      expect(emulator.journal.entries).toHaveLength(status === 200 ? 0 : 1);
    },
  );
});
