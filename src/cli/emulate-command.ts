import { type Command, Option } from "commander";
import type { AuthMode, EmulatorLimits, Flavour } from "../emulator/index.ts";
import type { EmulateFlags } from "./emulate-options.ts";
import { collect, examples, number, whole } from "./flags.ts";
import type { Runner } from "./runner.ts";

/** The emulator is loaded when it is needed; the compiler keeps these names and its own the same. */
const flavours: Record<Flavour, true> = {
  custom: true,
  serverless: true,
  managed: true,
  foundry: true,
  "azure-openai": true,
  "openai-v1": true,
};
const authModes: Record<AuthMode, true> = { key: true, token: true, "key-or-token": true, none: true };
const limits: Record<keyof EmulatorLimits, true> = {
  bodyBytes: true,
  headerBytes: true,
  urlLength: true,
  concurrent: true,
  requestTimeoutMs: true,
};

export function addEmulate(program: Command, run: Runner): void {
  const command = program
    .command("emulate")
    .description("Serve the contract on this machine: no account, no model, no network; or in front of a real model.");
  addServer(command);
  addEndpoint(command);
  addAnswers(command);
  command
    .optionsGroup("In front of a real model:")
    .option("--upstream <url>", "base URL of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1")
    .option("--upstream-key-file <file>", "a file with its key (default: MODEL_INFERENCE_UPSTREAM_KEY, or none)")
    .option("--upstream-model <name>", "the model that it is asked for (default: what a request names)")
    .option("--record <file>", "keep what it answers in a file, for --rules")
    .addHelpText(
      "after",
      `${examples(
        "model-inference emulate",
        "MODEL_INFERENCE_EMULATOR_KEYS=dev-key-1 model-inference emulate --models models.json",
        "model-inference emulate --flavour foundry --fault 'status=429;hint=retry-after' --fault-rate 0.1 --seed 7",
        "model-inference emulate --latency 'firstTokenMs=200;tokensPerSecond=50;jitter=0.2'",
        "model-inference emulate --upstream http://127.0.0.1:11434/v1 --record answers.json",
        "model-inference emulate --rules answers.json --refuse-unmatched",
      )}

On a terminal it prints how to use it, then a line for each request. Otherwise it prints one line of JSON when it is ready, such as
{"event":"ready","url":"http://127.0.0.1:8080"}. SIGINT and SIGTERM stop it, with exit code 0.`,
    )
    .action((flags: EmulateFlags) => run(async (signals) => (await import("./emulate.ts")).emulate(flags, signals)));
}

const addServer = (command: Command): Command =>
  command
    .optionsGroup("Server:")
    .option("-p, --port <n>", "the port, 0 for a free one (default: 8080)", whole(0, 65_535))
    .option("--host <address>", "the address to listen on (default: 127.0.0.1)")
    .option("--allowed-host <name>", "a further name that it answers to; may be repeated", collect)
    .option("-q, --quiet", "on a terminal, print the URL alone: no start text and no line for each request")
    .option("--cors <origin>", "an origin whose pages may read answers, or *; may be repeated", collect)
    .option("--tls", "speak HTTPS, with a certificate made at the start, which is printed")
    .option("--tls-cert <file>", "speak HTTPS with this certificate, as PEM")
    .option("--tls-key <file>", "its private key, as PEM")
    .option("--limit <name=n>", `one of ${Object.keys(limits).join(", ")}; may be repeated`, collect)
    .optionsGroup("Who may call:")
    .option("--keys-file <file>", "keys to accept, a line each (default: MODEL_INFERENCE_EMULATOR_KEYS, or any)")
    .addOption(
      new Option("--auth <mode>", "how callers prove who they are (default: key)").choices(Object.keys(authModes)),
    )
    .option("--audience <resource>", "what a token must be for; may be repeated (default: by flavour)", collect);

const addEndpoint = (command: Command): Command =>
  command
    .optionsGroup("Endpoint:")
    .addOption(
      new Option("--flavour <flavour>", "the one kind of endpoint to be (default: all, by path)").choices(
        Object.keys(flavours),
      ),
    )
    .option("--models <file>", "a JSON file with the profiles of the models to serve")
    .option("-m, --model <name>", "the model that answers when a request names none (default: the first)")
    .option(
      "--api-version <version>",
      "with --strict, a further value of api-version, or any; may be repeated",
      collect,
    )
    .option("--strict", "refuse unknown models, versions, OpenAI's parameters and unknown properties")
    .option("--error-form <form>", "one form for every failure (default: by flavour)")
    .option("--content-filter <file>", "a JSON file with the rules of the content filter");

const addAnswers = (command: Command): Command =>
  command
    .optionsGroup("Answers:")
    .option("--rules <file>", "a JSON file with rules that answer, or a recording")
    .option("--refuse-unmatched", "answer 404 to what no rule matches")
    .option("--fault <fault>", "what goes wrong with every answer, such as delay=200; may be repeated", collect)
    .option("--fault-rate <share>", "how often each fault comes, 0 to 1 (default: always)", number(0, 1))
    .option("--latency <latency>", "how long answers take, such as firstTokenMs=200;perTokenMs=20")
    .option("--seed <n>", "where chance begins (default: 1)", whole(0))
    .option("--real-clock", "tell the time of day (default: always the first second of 2025)")
    .option("--journal-limit <n>", "requests that the journal keeps (default: 1000)", whole(0, 1_000_000))
    .option("--journal-bodies", "keep their texts too");
