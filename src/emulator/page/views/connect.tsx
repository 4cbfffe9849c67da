import { Copy } from "../parts/copy.tsx";
import type { Setup } from "../state/emulator-state.ts";
import { requestOf } from "../state/request.ts";
import { choicesOf, choose, settings } from "../state/settings.ts";
import { languages, snippetOf } from "../state/snippet.ts";

/** How a program reaches the emulator. */
export function Connect({ setup }: { setup: Setup }) {
  const chosen = settings.value;
  const choices = choicesOf(setup, chosen);
  const { endpoint, operation, isChat } = choices;
  const base = location.origin + endpoint.base.replace("*", encodeURIComponent(chosen.model)).replace(/\/$/, "");
  const key = setup.endpoints.anyKey ? "any-key" : "<key>";
  const body = isChat ? '{"messages":[{"role":"user","content":"Hello"}]}' : chosen.body;
  const request = requestOf(choices, { ...chosen, key, fault: "", latency: "" }, setup.endpoints, body);
  const call = isChat ? (chosen.stream ? "streamChatCompletions" : "getChatCompletions") : operation.id;
  const client = `import { createClient } from "model-inference";

const client = createClient({
  endpoint: ${JSON.stringify(base)},
  kind: ${JSON.stringify(endpoint.flavour)},
  credential: { key: ${JSON.stringify(key)} },
});
${isChat && chosen.stream ? `for await (const chunk of client.${call}(${body})) console.log(chunk.choices[0]?.delta?.content);` : `console.log(await client.${call}(${operation.method === "GET" ? "" : body}));`}
`;
  return (
    <section aria-labelledby="connect-name">
      <h2 id="connect-name">Connect</h2>
      <label>
        Kind of endpoint
        <select
          value={endpoint.flavour}
          onChange={({ currentTarget }) => choose(setup, { flavour: currentTarget.value })}
        >
          {setup.endpoints.endpoints.map(({ flavour }) => (
            <option key={flavour} value={flavour}>
              {flavour}
            </option>
          ))}
        </select>
      </label>
      <Snippet title="Base URL" text={base} />
      <Snippet
        title="Environment variables"
        text={`export AZURE_INFERENCE_ENDPOINT=${base}\nexport AZURE_INFERENCE_CREDENTIAL=${key}\n`}
      />
      <Snippet title="model-inference" text={client} />
      {languages.map((language) => (
        <Snippet key={language} title={language} text={snippetOf(request, location.origin, language)} />
      ))}
    </section>
  );
}

function Snippet({ title, text }: { title: string; text: string }) {
  return (
    <article class="snippet">
      <header>
        <h3>{title}</h3>
        <Copy label={`Copy ${title}`} text={() => text} />
      </header>
      <pre tabIndex={0}>{text}</pre>
    </article>
  );
}
