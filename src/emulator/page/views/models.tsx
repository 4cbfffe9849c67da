import type { ChatRequestMessage, ContentItem, ResponseFormat } from "../../../../generated/types.ts";
import type { ModelProfile } from "../../models/models.ts";
import type { Setup } from "../state/emulator-state.ts";
import { choose } from "../state/settings.ts";

/** The contract's own lists; a value that it gains is missed by the compiler. */
const roles: Readonly<Record<ChatRequestMessage["role"], true>> = {
  system: true,
  developer: true,
  user: true,
  assistant: true,
  tool: true,
};
const contentTypes: Readonly<Record<ContentItem["type"], true>> = {
  text: true,
  image_url: true,
  audio_url: true,
  input_audio: true,
};
const formats: Readonly<Record<ResponseFormat["type"], true>> = { text: true, json_object: true, json_schema: true };

/** A card for each model with what it supports. */
export function Models({ setup }: { setup: Setup }) {
  return (
    <section aria-labelledby="models-name">
      <h2 id="models-name">Models</h2>
      {setup.models[0]?.name === "emulated-all" && (
        <p>
          A request for any other name gets a model of that name that supports everything, unless the emulator is
          strict.
        </p>
      )}
      <div class="cards">
        {setup.models.map((model) => (
          <Card key={model.name} model={model} setup={setup} />
        ))}
      </div>
    </section>
  );
}

function Card({ model, setup }: { model: ModelProfile; setup: Setup }) {
  const { name, type, reasoning, limits = {}, unsupported = {} } = model;
  const operations = model.operations.map((id) => setup.endpoints.operations[id]);
  const [first] = model.operations;
  const isChat = model.operations.includes("getChatCompletions");
  const parameters = operations
    .flatMap(({ members }) => members)
    .filter((name, index, all) => all.indexOf(name) === index);
  return (
    <article>
      <header>
        <h3>{name}</h3>
        <small>{reasoning ? `${type}, with reasoning` : type}</small>
      </header>
      <Values label="Routes" values={["/info", ...operations.map(({ path }) => path)]} />
      <Values label="Parameters" values={parameters} without={unsupported.members} />
      {isChat && <Values label="Roles" values={Object.keys(roles)} without={unsupported.roles} />}
      {isChat && <Values label="Content" values={Object.keys(contentTypes)} without={unsupported.contentTypes} />}
      {isChat && <Values label="Formats" values={Object.keys(formats)} without={unsupported.responseFormats} />}
      {Object.keys(limits).length > 0 && (
        <Values label="Limits" values={Object.entries(limits).map(([what, count]) => `${what}: ${count}`)} />
      )}
      <footer>
        <button
          type="button"
          class="outline small"
          aria-label={`Use ${name}`}
          onClick={() => {
            if (first !== undefined) choose(setup, { operation: isChat ? "getChatCompletions" : first, model: name });
            location.hash = "#chat";
          }}
        >
          Use
        </button>
      </footer>
    </article>
  );
}

/** Values, of which those that a model does not support are struck out. */
function Values({
  label,
  values,
  without = [],
}: {
  label: string;
  values: readonly string[];
  without?: readonly string[] | undefined;
}) {
  return (
    <p class="values">
      <strong>{label}</strong>
      {values.map((value) =>
        without.includes(value) ? (
          <del key={value} title="not supported">
            {value}
          </del>
        ) : (
          <span key={value}>{value}</span>
        ),
      )}
    </p>
  );
}
