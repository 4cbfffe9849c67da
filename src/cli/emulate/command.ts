import { type Command, Option } from "commander";
import type { AuthMode, EmulatorLimits, Flavour } from "../../emulator/index.ts";
import { collect, examples, number, whole } from "../flags.ts";
import type { Runner } from "../runner.ts";
import type { EmulateFlags } from "./options.ts";

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
    .description("Start a local server that implements the API, or forward requests to a real model.");
  addServer(command);
  addEndpoint(command);
  addResponseOptions(command);
  command
    .optionsGroup("Real model:")
    .option("--upstream <url>", "forward requests to this OpenAI-compatible server, such as http://127.0.0.1:11434/v1")
    .option("--upstream-key-file <file>", "file with its API key (default: MODEL_INFERENCE_UPSTREAM_KEY, or none)")
    .option("--upstream-model <name>", "model for all forwarded requests (default: the model of the request)")
    .option("--record <file>", "record its responses in a file, for --rules")
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
    .option("-p, --port <n>", "port, 0 for a free one (default: 8080)", whole(0, 65_535))
    .option("--host <address>", "address to listen on (default: 127.0.0.1)")
    .option("--allowed-host <name>", "another host name that requests may use; may be repeated", collect)
    .option("-q, --quiet", "on a terminal, print only the URL")
    .option("--json", "print a line of JSON when the emulator is ready, and one for each request")
    .option("--cors <origin>", "origin whose web pages may call the emulator, or *; may be repeated", collect)
    .option("--tls", "use HTTPS with a generated certificate, which is printed")
    .option("--tls-cert <file>", "use HTTPS with this certificate, as PEM")
    .option("--tls-key <file>", "its private key, as PEM")
    .option("--limit <name=n>", `one of ${Object.keys(limits).join(", ")}; may be repeated`, collect)
    .optionsGroup("Authentication:")
    .option("--keys-file <file>", "accepted keys, one per line (default: MODEL_INFERENCE_EMULATOR_KEYS, or any key)")
    .addOption(new Option("--auth <mode>", "authentication mode (default: key)").choices(Object.keys(authModes)))
    .option("--audience <resource>", "accepted audience of tokens; may be repeated (default: by flavour)", collect);

const addEndpoint = (command: Command): Command =>
  command
    .optionsGroup("Endpoint:")
    .addOption(
      new Option("--flavour <flavour>", "serve one kind of endpoint only (default: all, by path)").choices(
        Object.keys(flavours),
      ),
    )
    .option("--models <file>", "JSON file with the models to serve")
    .option("-m, --model <name>", "model for requests that name none (default: the first)")
    .option("--api-version <version>", "with --strict, another value of api-version, or any; may be repeated", collect)
    .option("--strict", "refuse unknown models, versions, parameters of OpenAI and unknown properties")
    .option("--error-form <form>", "one form for all error bodies (default: by flavour)")
    .option("--content-filter <file>", "JSON file with rules of the content filter");

const addResponseOptions = (command: Command): Command =>
  command
    .optionsGroup("Responses:")
    .option("--rules <file>", "JSON file with rules, or a recording")
    .option("--refuse-unmatched", "return 404 for requests that no rule matches")
    .option("--fault <fault>", "fault of all responses, such as delay=200; may be repeated", collect)
    .option("--fault-rate <share>", "probability of each fault, 0 to 1 (default: 1)", number(0, 1))
    .option("--latency <latency>", "latency of all responses, such as firstTokenMs=200;perTokenMs=20")
    .option("--seed <n>", "seed of random numbers (default: 1)", whole(0))
    .option("--real-clock", "use the current time in responses (default: always the first second of 2025)")
    .option("--journal-limit <n>", "maximum number of journal entries (default: 1000)", whole(0, 1_000_000))
    .option("--journal-bodies", "keep bodies in the journal");
