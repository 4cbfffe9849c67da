import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import type { ChatCompletionsOptions } from "../../generated/types.ts";
import { type Emulator, type EmulatorOptions, flavourNames, startEmulator } from "../../src/emulator/index.ts";
import { isSkipped, launch, why } from "./chromium.ts";
import { contrasts, namelessIn, overflowing } from "./readable.ts";

let browser: Browser;

interface View {
  width?: number;
  colorScheme?: "light" | "dark";
  path?: string;
}

/** An emulator and a tab that shows its page; whatever the browser complains of fails the test. */
async function open(options: EmulatorOptions = {}, { width = 1280, colorScheme = "light", path = "/" }: View = {}) {
  const emulator = await startEmulator(options);
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== emulator.url) complaints.push(`a request of ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    await emulator.stop();
    expect(complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
  });
  const expected: RegExp[] = [];
  await page.goto(emulator.url + path);
  if (path === "/") await page.waitForSelector("html[data-ready]");
  return { emulator, page, expected };
}

const state = (page: Page, text: RegExp) => page.locator("#state").filter({ hasText: text }).waitFor();
const chunks = (page: Page) => page.locator("#chunks > li");
const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true }).click();

/** Goes on with Tab until the element has the focus. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${id}`);
}

describe.skipIf(isSkipped)(`the emulator's page in Chromium${why}`, () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test("shows a stream chunk by chunk as it arrives, and that it was left", async () => {
    const { emulator, page } = await open();
    // It falls silent until the caller goes away: what is seen then has come before the end.
    await page.getByLabel("Fault of this request").fill("stall;afterChunks=3");
    await page.getByLabel("Latency of this request").fill("perTokenMs=20");
    await send(page);
    await state(page, /^200 OK: 3 events so far\.$/);
    expect(await chunks(page).count()).toBe(3);
    expect(emulator.journal.entries).toEqual([]);
    await page.getByRole("button", { name: "Stop" }).click();
    await state(page, /^Stopped after 3 events and \d+ ms\./);
    await emulator.journal.waitFor({ aborted: true, faults: ["stall"] });
    await page.locator("#entries > li").filter({ hasText: "caller went away" }).waitFor();
  });

  test("passes through a state for every chunk, and ends with the whole answer", async () => {
    const { page } = await open({ latency: { firstTokenMs: 50, perTokenMs: 20 } });
    await page.evaluate(() => {
      const states: string[] = [];
      Object.assign(window, { states });
      const note = (): void => {
        states.push(
          `${document.querySelectorAll("#chunks > li").length} ${document.querySelector("#said")?.textContent}`,
        );
      };
      new MutationObserver(note).observe(document.querySelector("#chunks") as Element, { childList: true });
    });
    await page.getByLabel("Latency of this request").fill("");
    await send(page);
    await state(page, /^200 OK: \d+ events in \d+ ms\.$/);
    const states = await page.evaluate(() => (window as unknown as { states: string[] }).states);
    const said = await page.locator("#said").textContent();
    const { messages } = examples.getChatCompletions.request as ChatCompletionsOptions;
    expect(said).toContain(`You said "${messages.at(-1)?.content}"`);
    expect(states.length).toBeGreaterThan(10);
    for (const seen of states) expect(said).toContain(seen.replace(/^\d+ /, ""));
    expect(await chunks(page).last().textContent()).toBe("data: [DONE]");
  });

  test("a fault that is switched on acts, is in the journal, and is over when it is switched off", async () => {
    const { emulator, page, expected } = await open();
    await page.getByLabel("Latency of this request").fill("none");
    const toggle = page.getByRole("switch", { name: "status", exact: true });
    await toggle.click();
    await expect.poll(() => emulatorFaults(emulator)).toEqual([{ kind: "status", status: 503 }]);
    expected.push(/503/);
    await send(page);
    await state(page, /^503 Service Unavailable: /);
    await page.locator("#entries > li").filter({ hasText: "#1 503" }).filter({ hasText: "faults: status" }).waitFor();
    expect(emulator.journal.entries).toMatchObject([{ status: 503, faults: ["status"] }]);
    await toggle.click();
    await expect.poll(() => emulatorFaults(emulator)).toEqual([]);
    await send(page);
    await state(page, /^200 OK: \d+ events in/);
  });

  test("a fault's members are set where it is switched, and what cannot be is told and not on", async () => {
    const { emulator, page, expected } = await open();
    await page.getByText("Members of status").click();
    await page.locator("#fault-list").getByLabel("status", { exact: true }).nth(1).fill("429");
    await page.locator("#fault-list").getByLabel("hint").selectOption("retry-after-ms");
    await page.getByRole("switch", { name: "status", exact: true }).click();
    const fault = { kind: "status", status: 429, hint: "retry-after-ms" };
    await expect.poll(() => emulatorFaults(emulator)).toEqual([fault]);
    expected.push(/400/);
    await page.locator("#fault-list").getByLabel("probability").first().fill("2");
    await page.locator("#fault-list").getByLabel("probability").first().press("Tab");
    await page.getByText("faults[0].probability: must be").waitFor();
    expect(await emulatorFaults(emulator)).toEqual([fault]);
  });

  test("a connection that is cut is told", async () => {
    const { page, expected } = await open();
    expected.push(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/);
    await page.getByLabel("Fault of this request").fill("cut;afterChunks=2");
    await page.getByLabel("Latency of this request").fill("none");
    await send(page);
    await state(page, /^The connection broke off after \d+ events and \d+ ms\. The status was 200 OK\.$/);
  });

  test("rules are added, counted, switched off and removed; one that cannot be is told", async () => {
    const { emulator, page, expected } = await open();
    await page.getByLabel("Latency of this request").fill("none");
    await page.getByRole("button", { name: "Add" }).click();
    const toggle = page.getByRole("switch", { name: "rule-1" });
    await toggle.waitFor();
    await page.getByLabel("Body").fill('{ "messages": [{ "role": "user", "content": "The weather?" }] }');
    await send(page);
    await page
      .locator("#said")
      .filter({ hasText: /^Sunny\.$/ })
      .waitFor();
    await page.getByText("used 1 time", { exact: true }).waitFor();
    await toggle.click();
    await expect.poll(() => emulator.rules.list()).toMatchObject([{ id: "rule-1", enabled: false }]);
    await send(page);
    await page.locator("#said").filter({ hasText: "You said" }).waitFor();
    await page.getByRole("button", { name: "Remove rule-1" }).click();
    await toggle.waitFor({ state: "detached" });
    expect(emulator.rules.list()).toEqual([]);
    expected.push(/400/);
    await page.getByLabel("A rule, or a list of them").fill('{ "anwser": 1 }');
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("rules[0].anwser: is not known here").waitFor();
  });

  test("shows what other callers ask, and what code does to rules and faults, without being touched", async () => {
    const { emulator, page } = await open();
    await (await fetch(`${emulator.url}/info?api-version=2025-04-01`, { headers: { "api-key": "k" } })).text();
    emulator.rules.add({ id: "from-code", answer: "Hello." });
    emulator.faults.clear();
    emulator.faults.add({ kind: "gzip" }, { kind: "delay", ms: 1 }, { kind: "delay", ms: 2 });
    emulator.setLatency({ jitter: 0.5, firstTokenMs: 3 });
    await page.locator("#entries > li").filter({ hasText: "GET /info" }).waitFor();
    await page.getByRole("switch", { name: "from-code" }).waitFor();
    await page.getByRole("switch", { name: "gzip", checked: true }).waitFor();
    await page.getByText("And: delay=2").waitFor();
    await page.getByText("Now: jitter=0.5;firstTokenMs=3").waitFor();
    await page.getByText("Put everything back").click();
    await page.getByText("No latency.").waitFor();
    await page.getByRole("switch", { name: "gzip", checked: false }).waitFor();
    expect(await page.locator("#entries > li").count()).toBe(0);
  });

  test("no key is shown, and none is kept", async () => {
    const { emulator, page, expected } = await open({ keys: ["a-secret-key"] });
    expected.push(/401/);
    await page.getByLabel("Latency of this request").fill("none");
    await send(page);
    await state(page, /^401 Unauthorized/);
    await page.getByLabel("Key").fill("a-secret-key");
    expect(await page.getByLabel("Key").getAttribute("type")).toBe("password");
    await send(page);
    await state(page, /^200 OK: \d+ events in/);
    await page.locator("#entries > li").filter({ hasText: "#2 200" }).locator("summary").click();
    await page.locator("#entries pre").filter({ hasText: '"authorization": "REDACTED"' }).waitFor();
    expect(await page.content()).not.toContain("a-secret-key");
    expect(JSON.stringify(emulator.journal.entries)).not.toContain("a-secret-key");
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      "",
    ]);
  });

  test("every operation of every kind of endpoint is answered as the form stands", async () => {
    const { page } = await open();
    await page.getByLabel("Latency of this request").fill("none");
    let sent = 0;
    for (const endpoint of await page.locator("#endpoint > option").allTextContents()) {
      await page.getByLabel("Kind of endpoint").selectOption(endpoint);
      for (const operation of await page.locator("#operation > option").allTextContents()) {
        await page.getByLabel("Operation").selectOption(operation);
        await send(page);
        sent += 1;
        await page
          .locator("#journal-count")
          .filter({ hasText: new RegExp(`^${sent} request`) })
          .waitFor();
        expect([endpoint, operation, await page.locator("#state").textContent()]).toEqual([
          endpoint,
          operation,
          expect.stringMatching(/^200 OK: \d+ (?:events|characters) in /),
        ]);
      }
    }
    expect(sent).toBe(25);
  });

  test.each(flavourNames)("an emulator that is a %s endpoint alone is answered as one", async (flavour) => {
    const { emulator, page } = await open({ flavour });
    await page.getByLabel("Latency of this request").fill("none");
    const names = page.locator("#model");
    const named = await names.isVisible();
    expect(named).toBe(flavour !== "serverless");
    if (named) await names.selectOption("emulated-tools");
    await send(page);
    await state(page, /^200 OK: \d+ events in/);
    const { model, ...entry } = await emulator.journal.waitFor({ flavour, status: 200 });
    expect([entry.operation, model]).toEqual(["getChatCompletions", named ? "emulated-tools" : "emulated-all"]);
  });

  test("all is reached and worked by keyboard alone", async () => {
    const { emulator, page } = await open({ rules: [{ id: "kept", answer: "kept" }] });
    const wanted = await page.evaluate(() => {
      const all = document.querySelectorAll<HTMLElement>("a[href], button:enabled, input, select, textarea, summary");
      return [...all].filter((element) => element.checkVisibility()).length;
    });
    const reached = await page.evaluateHandle(() => new Set<Element>());
    for (let turn = 0; turn < wanted + 20; turn += 1) {
      await page.keyboard.press("Tab");
      await reached.evaluate(
        (set) => document.activeElement !== document.body && set.add(document.activeElement as Element),
      );
    }
    expect(await reached.evaluate((set) => set.size)).toBe(wanted);
    await tabTo(page, "latency");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("none");
    await page.keyboard.press("Enter");
    await state(page, /^200 OK: \d+ events in/);
    await tabTo(page, "rule-kept");
    await page.keyboard.press("Space");
    await expect.poll(() => emulator.rules.list()[0]?.enabled).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("rule-kept");
    await tabTo(page, "fault-no-done");
    await page.keyboard.press("Space");
    await expect.poll(() => emulatorFaults(emulator)).toEqual([{ kind: "no-done" }]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("fault-no-done");
  });

  test("an emulator that stops is told, and one that comes in its place is taken up", async () => {
    const { emulator, page, expected } = await open();
    expected.push(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
    await (await fetch(`${emulator.url}/nowhere`)).text();
    await page.locator("#entries > li").filter({ hasText: "/nowhere" }).waitFor();
    await emulator.stop();
    await page.getByText("The emulator does not answer.").waitFor();
    const next = await startEmulator({ port: emulator.port });
    onTestFinished(() => next.stop());
    await page.locator("#trouble").filter({ hasText: /^$/ }).waitFor({ state: "attached" });
    await expect.poll(() => page.locator("#entries > li").count()).toBe(0);
  });

  describe.each<[string, View]>([
    ["the page, 360 pixels wide", { width: 360 }],
    ["the page, 360 pixels wide and dark", { width: 360, colorScheme: "dark" }],
    ["the page", {}],
    ["the reference, 360 pixels wide", { width: 360, path: "/_emulator/reference/" }],
    ["the reference, dark", { colorScheme: "dark", path: "/_emulator/reference/" }],
  ])("%s", (_, view) => {
    test("fits its width, has enough contrast, and a name for all that can be worked", async () => {
      const { page } = await open({ rules: [{ id: "a-rule", answer: "a".repeat(300) }] }, view);
      if (view.path === undefined) {
        await page.getByLabel("Latency of this request").fill("none");
        await send(page);
        await state(page, /events in/);
        await page.locator("#entries > li").first().waitFor();
      }
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      if (view.path === undefined) await page.locator("#entries pre").waitFor();
      expect(await overflowing(page)).toEqual([]);
      expect(await namelessIn(page)).toEqual([]);
      expect(await contrasts(page, 4.5)).toEqual([]);
    });
  });

  test("the page leads to the reference, whose anchors work without script", async () => {
    const { page } = await open();
    await page.getByRole("link", { name: "API reference" }).click();
    await page.waitForURL(/\/_emulator\/reference\/2025-04-01\.html$/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(page.url()).toMatch(/#operations$/);
    await page.getByRole("link", { name: "ChatCompletionsOptions" }).first().click();
    expect(await page.locator(":target h3").textContent()).toBe("ChatCompletionsOptions");
    expect(await page.evaluate(() => document.scripts.length)).toBe(0);
  });
});

async function emulatorFaults({ url }: Emulator): Promise<unknown> {
  const response = await fetch(`${url}/_emulator/faults`, { headers: { "x-emulator-control": "1" } });
  return ((await response.json()) as { faults: unknown }).faults;
}
