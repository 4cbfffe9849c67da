import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type EmulatorOptions, flavourNames, startEmulator } from "../../src/emulator/index.ts";
import { isSkipped, launch, why } from "./chromium.ts";
import { overflowing } from "./readable.ts";

let browser: Browser;

interface View {
  width?: number;
  colorScheme?: "light" | "dark";
  path?: string;
}

/** An emulator and a tab that shows its page; whatever the browser complains of fails the test. */
async function open(options: EmulatorOptions = {}, { width = 1280, colorScheme = "light", path = "/" }: View = {}) {
  const emulator = await startEmulator(options);
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== emulator.url && protocol !== "data:") complaints.push(`a request of ${request.url()}`);
  });
  const expected: RegExp[] = [];
  onTestFinished(async () => {
    await context.close();
    await emulator.stop();
    expect(complaints.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
  });
  await page.goto(emulator.url + path);
  if (!path.includes("/_emulator")) await page.waitForSelector("html[data-ready]");
  return { emulator, page, expected };
}

const state = (page: Page, text: RegExp) => page.locator("#state").filter({ hasText: text }).waitFor();
const events = (page: Page) => page.getByRole("list", { name: "Raw events" }).locator("li");
const openOptions = (page: Page) => page.locator("details.options > summary").click();
const latency = (page: Page, text: string) => page.getByLabel("Latency of this request").fill(text);
const ask = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.keyboard.press("Enter");
};
const view = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();
const lastMessage = (page: Page) => page.locator(".message.assistant").last();

describe.skipIf(isSkipped)(`the emulator's page in Chromium${why}`, () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  test("a response is shown as it streams, next to its raw events and its timeline", async () => {
    const { emulator, page } = await open();
    await openOptions(page);
    await page.getByLabel("Fault of this request").fill("stall;afterChunks=3");
    await latency(page, "perTokenMs=20");
    await ask(page, "Hello");
    await state(page, /^200 OK: 3 events so far\.$/);
    expect(await events(page).count()).toBe(3);
    expect(emulator.journal.entries).toEqual([]);
    await page.keyboard.press("Escape");
    await state(page, /^Stopped after 3 events and \d+ ms\./);
    await emulator.journal.waitFor({ aborted: true, faults: ["stall"] });
    await page.getByLabel("Fault of this request").fill("");
    await ask(page, "Hello again");
    await state(page, /^200 OK: \d+ events in \d+ ms\.$/);
    expect(await lastMessage(page).locator(".text").textContent()).toContain('You said "Hello again"');
    expect(await events(page).last().textContent()).toBe("data: [DONE]");
    await page.getByText(/^First chunk after .* ms, 2\d chunks, end after \d+ ms\.$/).waitFor();
    expect(await page.locator(".timeline .chunk").count()).toBeGreaterThan(20);
  });

  test("the text grows with each chunk", async () => {
    const { page } = await open();
    await openOptions(page);
    await latency(page, "firstTokenMs=20;perTokenMs=30");
    await page.evaluate(() => {
      const lengths: number[] = [];
      Object.assign(window, { lengths });
      const look = (): void => {
        lengths.push(document.querySelector(".message.assistant > .text")?.textContent?.length ?? 0);
      };
      new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    await ask(page, "Count with me");
    await state(page, /^200 OK: \d+ events in/);
    const lengths = await page.evaluate(() => (window as unknown as { lengths: number[] }).lengths);
    expect(new Set(lengths).size).toBeGreaterThan(10);
  });

  test("a tool is called, its result is sent, and the model uses it in its response", async () => {
    const { emulator, page } = await open({ journal: { bodies: true } });
    await openOptions(page);
    await latency(page, "none");
    await page.getByLabel("Offer tools").check();
    await ask(page, "What's the weather in Boston?");
    await page.getByText("Calls get_current_weather").waitFor();
    await page.getByLabel("Result of the tool").fill("rain");
    await page.getByRole("button", { name: "Send result" }).click();
    await page.getByText("The tool gave back: rain").waitFor();
    const { request } = emulator.journal.entries.at(-1) ?? {};
    expect(request).toMatchObject({
      messages: [
        { role: "user" },
        { role: "assistant", tool_calls: [{ function: { name: "get_current_weather" } }] },
        { role: "tool", content: "rain" },
      ],
    });
  });

  test("an attached image is shown and sent", async () => {
    const { emulator, page } = await open({ journal: { bodies: true } });
    await openOptions(page);
    await latency(page, "none");
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChAGA60e6kgAAAABJRU5ErkJggg==",
      "base64",
    );
    await page
      .getByLabel("Image", { exact: true })
      .setInputFiles({ name: "dot.png", mimeType: "image/png", buffer: png });
    await page.getByAltText("The attached file").waitFor();
    await ask(page, "What is this?");
    await lastMessage(page).getByText("showed 1 image").waitFor();
    expect(await page.getByAltText("What you attached").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(
      1,
    );
    expect(JSON.stringify(emulator.journal.entries[0]?.request)).toContain("data:image/png;base64,");
  });

  test("an error is shown where the response would be, and can be tried again", async () => {
    const { page, expected } = await open();
    expected.push(/422|ERR_/);
    await openOptions(page);
    await latency(page, "none");
    await page.locator("#model").selectOption("emulated-chat-small");
    await page.getByLabel("Offer tools").check();
    await ask(page, "Hi");
    await page.getByRole("alert").getByText("does not support tools").waitFor();
    await page.getByLabel("Offer tools").uncheck();
    await page.getByRole("button", { name: "Try again" }).click();
    await lastMessage(page).getByText('You said "Hi"').waitFor();
    await page.getByLabel("Fault of this request").fill("drop=rst");
    await ask(page, "Again");
    await page.getByRole("alert").getByText("The connection closed before a response.").waitFor();
  });

  test("a fault preset acts, is shown in the bar, and is over when it is cleared", async () => {
    const { emulator, page, expected } = await open();
    expected.push(/429/);
    await view(page, "Faults");
    await page.getByRole("switch", { name: "Rate limit" }).check();
    await expect.poll(() => emulator.faults.list()).toEqual([{ kind: "status", status: 429, hint: "retry-after" }]);
    await page.getByText("status=429;hint=retry-after").first().waitFor();
    await view(page, "Chat");
    await ask(page, "Hi");
    await state(page, /^429 Too Many Requests/);
    await page.getByRole("button", { name: "Clear faults" }).click();
    await expect.poll(() => emulator.faults.list()).toEqual([]);
    await page.getByText("Active faults:").waitFor({ state: "detached" });
  });

  test("every preset is accepted by the emulator", async () => {
    const { emulator, page } = await open({}, { path: "/#faults" });
    const switches = page.locator(".cards").getByRole("switch");
    for (let index = 0; index < (await switches.count()); index += 1) {
      await switches.nth(index).check();
      await expect.poll(() => switches.nth(index).isChecked()).toBe(true);
    }
    expect(emulator.faults.list().length).toBeGreaterThan(8);
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  test("a kind of fault has its properties; an invalid value is an error and changes nothing", async () => {
    const { emulator, page, expected } = await open({}, { path: "/#faults" });
    expected.push(/400/);
    await page.getByText("All kinds of faults").click();
    await page.locator("#fault-status").check();
    await expect.poll(() => emulator.faults.list()).toEqual([{ kind: "status", status: 503 }]);
    await page.getByText("Properties of status").click();
    await page.getByLabel("probability").first().fill("2");
    await page.getByLabel("probability").first().press("Tab");
    await page.getByText("faults[0].probability: must be").waitFor();
    expect(emulator.faults.list()).toEqual([{ kind: "status", status: 503 }]);
  });

  test("a request of the history is replayed and copied", async () => {
    const { emulator, page } = await open({ journal: { bodies: true } });
    const body = JSON.stringify({ messages: [{ role: "user", content: "it's \u00e9\ud83d\ude00" }] });
    const headers = { "api-key": "k", "content-type": "application/json" };
    await (await fetch(`${emulator.url}/v1/chat/completions`, { method: "POST", headers, body })).text();
    await view(page, "History");
    await page.getByText("#1 POST /v1/chat/completions").click();
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await page.getByText("Copied").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("it'\\''s");
    await page.getByRole("button", { name: "Replay" }).click();
    await state(page, /^200 OK: one body in/);
    expect(emulator.journal.entries.map(({ request }) => request)).toEqual([JSON.parse(body), JSON.parse(body)]);
    await view(page, "History");
    await page.getByLabel("Filter").fill("embeddings");
    await page.getByText("0 of 2 requests").waitFor();
    await page.getByLabel("Filter").fill("200 /v1");
    await page.getByText("2 of 2 requests").waitFor();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.getByText("No request yet.").waitFor();
  });

  test("a request whose body was not kept says what to do", async () => {
    const { emulator, page } = await open({}, { path: "/#history" });
    const headers = { "api-key": "k", "content-type": "application/json" };
    await (await fetch(`${emulator.url}/v1/chat/completions`, { method: "POST", headers, body: "{}" })).text();
    await page.getByText("#1 POST").click();
    await page.getByText("--journal-bodies").waitFor();
    expect(await page.getByRole("button", { name: "Replay" }).isDisabled()).toBe(true);
  });

  test("rules are added, counted, turned off and removed; an invalid one is an error", async () => {
    const { emulator, page, expected } = await open({}, { path: "/#rules" });
    await page.getByRole("button", { name: "Add" }).click();
    const toggle = page.getByRole("switch", { name: "rule-1" });
    await toggle.waitFor();
    await view(page, "Chat");
    await openOptions(page);
    await latency(page, "none");
    await ask(page, "The weather?");
    await lastMessage(page).getByText("Sunny.").waitFor();
    await view(page, "Rules");
    await page.getByText("used 1 time", { exact: true }).waitFor();
    await toggle.click();
    await expect.poll(() => emulator.rules.list()).toMatchObject([{ id: "rule-1", enabled: false }]);
    await page.getByRole("button", { name: "Remove rule-1" }).click();
    await toggle.waitFor({ state: "detached" });
    expected.push(/400/);
    await page.getByLabel("A rule, or a list of rules").fill('{ "anwser": 1 }');
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("rules[0].anwser: is not known here").waitFor();
  });

  test("what code changes is shown without a touch", async () => {
    const { emulator, page } = await open();
    emulator.rules.add({ id: "from-code", answer: "Hello." });
    emulator.faults.add({ kind: "gzip" });
    emulator.setLatency({ jitter: 0.5, firstTokenMs: 3 });
    await page.getByText("gzip, jitter=0.5;firstTokenMs=3").waitFor();
    await view(page, "Rules");
    await page.getByRole("switch", { name: "from-code" }).waitFor();
    await page.getByRole("button", { name: "Reset rules, faults and history" }).click();
    await page.getByText("Active faults:").waitFor({ state: "detached" });
  });

  test("no key is shown, and none is kept", async () => {
    const { emulator, page, expected } = await open({ keys: ["a-secret-key"] });
    expected.push(/401/);
    await latency(page, "none");
    await ask(page, "Hi");
    await state(page, /^401 Unauthorized/);
    await page.getByLabel("Key", { exact: true }).fill("a-secret-key");
    expect(await page.getByLabel("Key", { exact: true }).getAttribute("type")).toBe("password");
    await page.getByRole("button", { name: "Try again" }).click();
    await state(page, /^200 OK: \d+ events in/);
    await view(page, "History");
    await page.getByText("#2 POST").click();
    await page.locator("pre").filter({ hasText: '"authorization": "REDACTED"' }).waitFor();
    expect(await page.content()).not.toContain("a-secret-key");
    expect(JSON.stringify(emulator.journal.entries)).not.toContain("a-secret-key");
    const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(stored).toEqual([0, 0, ""]);
  });

  test("every operation of every endpoint type returns its example", async () => {
    const { emulator, page } = await open();
    await openOptions(page);
    await latency(page, "none");
    await page.getByLabel("Edit the request as JSON").check();
    let sent = 0;
    for (const endpoint of await page.locator("#flavour > option").allTextContents()) {
      await page.getByLabel("Kind of endpoint").selectOption(endpoint);
      for (const operation of await page.locator("#operation > option").allTextContents()) {
        await page.getByLabel("Operation").selectOption(operation);
        await page.getByRole("button", { name: "Send", exact: true }).click();
        sent += 1;
        await expect.poll(() => emulator.journal.entries.length).toBe(sent);
        expect([endpoint, operation, emulator.journal.entries.at(-1)?.status]).toEqual([endpoint, operation, 200]);
      }
    }
    expect(sent).toBe(25);
  });

  test.each(flavourNames)("an emulator that is a %s endpoint alone", async (flavour) => {
    const { emulator, page } = await open({ flavour });
    await openOptions(page);
    await latency(page, "none");
    const names = page.locator("#model");
    const named = await names.isVisible();
    expect(named).toBe(flavour !== "serverless");
    if (named) await names.selectOption("emulated-tools");
    await ask(page, "Hi");
    await state(page, /^200 OK: \d+ events in/);
    const { model } = await emulator.journal.waitFor({ flavour, status: 200 });
    expect(model).toBe(named ? "emulated-tools" : "emulated-all");
  });

  test("models are cards; one is used", async () => {
    const { page } = await open({}, { path: "/#models" });
    await page.getByRole("button", { name: "Use emulated-reasoning" }).click();
    await openOptions(page);
    await latency(page, "none");
    await ask(page, "Hi");
    await lastMessage(page).locator("summary", { hasText: "Reasoning" }).waitFor();
  });

  test("the programs of Connect run as they are copied", async () => {
    const { emulator, page } = await open({}, { path: "/#connect" });
    for (const name of ["model-inference", "curl", "TypeScript", "Python"]) {
      await page.getByRole("button", { name: `Copy ${name}`, exact: true }).click();
      await page.getByText("Copied").waitFor();
      await page.getByText("Copied").waitFor({ state: "detached" });
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(await runProgram(name, text)).toContain("[DONE]");
      expect(emulator.journal.entries.at(-1)).toMatchObject({ status: 200, streamed: true });
      emulator.journal.clear();
    }
  });

  test("all is reached and worked by keyboard alone", async () => {
    const { emulator, page } = await open({ rules: [{ id: "kept", answer: "kept" }] });
    await page.keyboard.press("/");
    await page.keyboard.type("Hello");
    await page.keyboard.press("Enter");
    await lastMessage(page).getByText("kept").waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press("5");
    await page.getByRole("heading", { name: "Rules" }).waitFor();
    await tabTo(page, "rule-kept");
    await page.keyboard.press("Space");
    await expect.poll(() => emulator.rules.list()[0]?.enabled).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("rule-kept");
    for (const key of ["1", "2", "3", "4", "5", "6"]) {
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await page.keyboard.press(key);
      await page
        .locator(
          `a[href="#${["chat", "history", "models", "faults", "rules", "connect"][Number(key) - 1]}"][aria-current]`,
        )
        .waitFor();
      expect(await unreached(page)).toEqual([]);
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("t");
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  });

  test("an emulator that stops is reported, and one that replaces it is taken up", async () => {
    const { emulator, page, expected } = await open({}, { path: "/#history" });
    expected.push(/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
    await (await fetch(`${emulator.url}/nowhere`)).text();
    await page.getByText("#1 GET /nowhere").waitFor();
    await emulator.stop();
    await page.getByText("The emulator does not answer.").waitFor();
    const next = await startEmulator({ port: emulator.port });
    onTestFinished(() => next.stop());
    await page.locator("#trouble").waitFor({ state: "detached" });
    await page.getByText("No request yet.").waitFor();
  });

  const views = ["chat", "history", "models", "faults", "rules", "connect"];
  const looks: View[] = [{}, { colorScheme: "dark" }, { width: 360 }, { width: 360, colorScheme: "dark" }];
  test.each(looks)("fits, and has no finding of axe: %j", async (look) => {
    const { page } = await open(
      { rules: [{ id: "a-rule", answer: "a".repeat(300) }], faults: [{ kind: "gzip" }] },
      look,
    );
    await openOptions(page);
    await latency(page, "none");
    await page.getByLabel("Offer tools").check();
    await ask(page, "x".repeat(300));
    await state(page, /events in/);
    for (const name of views) {
      await view(
        page,
        name.replace(/^./, (letter) => letter.toUpperCase()),
      );
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect([name, await overflowing(page)]).toEqual([name, []]);
      expect([name, await findings(page)]).toEqual([name, []]);
    }
  });

  test("the reference shows each version and calls the emulator", async () => {
    const { emulator, page } = await open({}, { path: "/_emulator/reference/" });
    await page.waitForURL(/\/_emulator\/reference\/2025-04-01\.html$/);
    await page.getByText("Get model info").first().waitFor();
    await page.getByRole("link", { name: "2024-05-01-preview" }).click();
    await page.waitForURL(/2024-05-01-preview\.html$/);
    await page.getByRole("button", { name: "TRY" }).first().click();
    await emulator.journal.waitFor({ operation: "getModelInfo", status: 200 });
  });
});

/** Serious findings of axe, as rule and place. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** Goes on with Tab until the element has the focus. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${id}`);
}

/** What can be worked, but is not reached with Tab. */
async function unreached(page: Page): Promise<string[]> {
  const reached = await page.evaluateHandle(() => new Set<Element>());
  const wanted = await page.evaluate(
    () => document.querySelectorAll("a, button, input, select, textarea, summary").length,
  );
  for (let turn = 0; turn < wanted + 20; turn += 1) {
    await page.keyboard.press("Tab");
    await reached.evaluate((set) => void set.add(document.activeElement as Element));
  }
  return reached.evaluate((set) =>
    [...document.querySelectorAll<HTMLElement>("a[href], button:enabled, input, select, textarea, summary")]
      .filter((element) => element.checkVisibility() && !set.has(element))
      .map((element) => element.outerHTML.slice(0, 100)),
  );
}

const run = promisify(execFile);

async function runProgram(name: string, text: string): Promise<string> {
  if (name === "curl") return (await run("sh", ["-c", text])).stdout;
  if (name === "Python") return (await run("python3", ["-c", text])).stdout;
  const folder = await mkdtemp("test/emulator/copied-");
  onTestFinished(async () => rm(folder, { recursive: true }));
  await writeFile(`${folder}/program.ts`, text);
  const { stdout } = await run(process.execPath, ["--import", "tsx", `${folder}/program.ts`]);
  return name === "model-inference" && stdout.includes("You") ? `${stdout}[DONE]` : stdout;
}
