import { type Command, Option } from "commander";
import type { DoctorFlags } from "./doctor.ts";
import type { DocumentKindName } from "./document-kind.ts";
import type { EmulateFlags } from "./emulate.ts";
import { addConnection, examples, whole } from "./flags.ts";
import type { Runner } from "./program.ts";
import type { ValidateFlags } from "./validate.ts";

export function addDoctor(program: Command, run: Runner): void {
  const command = program
    .command("doctor")
    .description("Tell what an endpoint is, what would be sent to it, and what is wrong with it.")
    .argument("<url>", "base URL of the endpoint")
    .option("-m, --model <name>", "the model to ask for (default: AZURE_INFERENCE_MODEL)")
    .option("--json", "print the findings as JSON");
  addConnection(command, false)
    .addHelpText(
      "after",
      examples(
        "model-inference doctor https://<resource>.services.ai.azure.com/models",
        "model-inference doctor http://localhost:11434/v1 --model llama3.2",
      ),
    )
    .action((url: string, flags: DoctorFlags) =>
      run(async (signals) => (await import("./doctor.ts")).doctor(url, flags, signals)),
    );
}

/** The validators are loaded when they are needed; the compiler keeps these names and theirs the same. */
const documents: Record<DocumentKindName, true> = {
  "chat-request": true,
  "chat-answer": true,
  "chat-stream": true,
  "completions-request": true,
  "completions-answer": true,
  "completions-stream": true,
  "embeddings-request": true,
  "image-embeddings-request": true,
  "embeddings-answer": true,
  info: true,
  error: true,
};

export function addValidate(program: Command, run: Runner): void {
  program
    .command("validate")
    .description("Check a recorded request, answer or event stream against the contract.")
    .argument("<file>", "JSON, or an event stream as it came; - for stdin")
    .addOption(new Option("--as <kind>", "what it is (default: what its members tell)").choices(Object.keys(documents)))
    .option("--json", "print the findings as JSON")
    .addHelpText(
      "after",
      examples(
        "model-inference validate request.json",
        "curl -sN ... | model-inference validate - --as chat-stream",
        "model-inference validate answer.json --json",
      ),
    )
    .action((file: string, flags: ValidateFlags) =>
      run(async (signals) => (await import("./validate.ts")).validate(file, flags, signals)),
    );
}

export function addEmulate(program: Command, run: Runner): void {
  program
    .command("emulate")
    .description("Serve the contract on this machine: no account, no model, no network.")
    .option("-p, --port <n>", "the port, 0 for a free one (default: 0)", whole(0, 65_535))
    .option("--host <address>", "the address to listen on (default: 127.0.0.1)")
    .option("--models <file>", "a JSON file with the profiles of the models to serve")
    .option("--content-filter <file>", "a JSON file with the rules of the content filter")
    .option("--keys-file <file>", "a file with keys to accept, a line each (default: any key)")
    .addHelpText(
      "after",
      `${examples(
        "model-inference emulate --port 8080",
        "MODEL_INFERENCE_EMULATOR_KEYS=dev-key-1 model-inference emulate --models models.json",
      )}

It prints one line of JSON on stdout when it is ready, such as {"event":"ready","url":"http://127.0.0.1:8080"}.
SIGINT and SIGTERM end it, with exit code 0.`,
    )
    .action((flags: EmulateFlags) => run(async (signals) => (await import("./emulate.ts")).emulate(flags, signals)));
}
