import { type Command, Option } from "commander";
import type { DoctorFlags } from "../doctor/doctor.ts";
import { addConnection, examples } from "../flags.ts";
import type { DocumentKindName } from "../input/document-kind.ts";
import type { Runner } from "../runner.ts";
import type { ValidateFlags } from "./validate.ts";

export function addDoctor(program: Command, run: Runner): void {
  const command = program
    .command("doctor")
    .description("Diagnose an endpoint: detect its type, show what the client sends, and report problems.")
    .argument("[url]", "base URL of the endpoint (default: AZURE_INFERENCE_ENDPOINT)")
    .option("-m, --model <name>", "model to use (default: AZURE_INFERENCE_MODEL)")
    .option("--json", "print the findings as JSON");
  addConnection(command, true)
    .addHelpText(
      "after",
      examples(
        "model-inference doctor https://my-resource.services.ai.azure.com/openai/v1",
        "model-inference doctor",
        "model-inference doctor http://localhost:11434/v1 --model llama3.2",
      ),
    )
    .action((url: string | undefined, flags: DoctorFlags) =>
      run(async (signals) => (await import("../doctor/doctor.ts")).doctor(url, flags, signals)),
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
    .description("Validate a recorded request, response or event stream.")
    .argument("<file>", "JSON file or raw event stream; - for stdin")
    .addOption(
      new Option("--as <kind>", "document type (default: detected from its fields)").choices(Object.keys(documents)),
    )
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

export function addJournal(program: Command, run: Runner): void {
  const command = program.command("journal").description("Manage journals of batch and embed.");
  command
    .command("repair")
    .description("Remove damaged lines from a journal and keep the original file.")
    .argument("<file>", "path of the journal")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("model-inference journal repair run.journal"))
    .action((file: string, flags: { json?: boolean }) =>
      run(async () => (await import("./journal.ts")).repair(file, flags)),
    );
}
