import { useState } from "preact/hooks";
import type { JournalEntry } from "../../control/journal.ts";
import { CopyAs } from "../parts/copy.tsx";
import { Problem, useAction } from "../parts/problem.tsx";
import { Timeline } from "../parts/timeline.tsx";
import { inspected } from "../state/conversation.ts";
import { change, entries, requestCount } from "../state/emulator-state.ts";
import { exchanges, type OutgoingRequest, send } from "../state/exchange.ts";
import { settings } from "../state/settings.ts";

/** The journal: every request of every program, the newest first. */
export function History() {
  const [filter, setFilter] = useState("");
  const [clear, problem] = useAction(() => change("DELETE", "journal"));
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = entries.value.filter((entry) => words.every((word) => textOf(entry).includes(word)));
  return (
    <section aria-labelledby="history-name">
      <h2 id="history-name">History</h2>
      <div class="row">
        <label>
          Filter
          <input
            type="search"
            placeholder="such as 429, emulated-tools or /embeddings"
            value={filter}
            onInput={({ currentTarget }) => setFilter(currentTarget.value)}
          />
        </label>
        <button type="button" class="secondary" disabled={entries.value.length === 0} onClick={() => void clear()}>
          Clear
        </button>
      </div>
      <Problem text={problem} />
      <p id="history-count" role="status">
        {shown.length} of {requestCount.value} {requestCount.value === 1 ? "request" : "requests"}
      </p>
      {entries.value.length === 0 && (
        <p class="empty">
          No request yet. Send a message in <a href="#chat">Chat</a>, or set up a program in{" "}
          <a href="#connect">Connect</a>.
        </p>
      )}
      <ol class="entries" tabIndex={0} aria-label="Requests">
        {shown.map((entry) => (
          <Entry key={entry.index} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { entry: JournalEntry }) {
  const [isOpen, setOpen] = useState(false);
  const { index, method, path, status, model, code, faults, rule, chunks, streamed, durationMs, aborted } = entry;
  const isGood = status >= 200 && status < 400;
  const facts = [
    model,
    status >= 400 && code !== String(status) && code,
    rule && `rule ${rule}`,
    faults.length > 0 && `faults ${faults.join(", ")}`,
    streamed && `${chunks} chunks`,
    `${Math.round(durationMs)} ms`,
    aborted && "aborted",
  ].filter(Boolean);
  const request = requestOf(entry);
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <span class={isGood ? "badge good" : "badge bad"}>{status === 0 ? "closed" : status}</span>
          <code>
            #{index} {method} {path}
          </code>
          <small>{facts.join(" · ")}</small>
        </summary>
        {isOpen && (
          <>
            <Timeline entry={entry} />
            <div class="buttons">
              <button
                type="button"
                disabled={request === undefined}
                onClick={() => {
                  if (request === undefined) return;
                  inspected.value = send(request).id;
                  location.hash = "#chat";
                }}
              >
                Replay
              </button>
              {request !== undefined && <CopyAs request={request} />}
            </div>
            {request === undefined && (
              <p class="hint">
                The body of this request was not kept. Start the emulator with <code>--journal-bodies</code> to replay
                requests of other programs.
              </p>
            )}
            <pre tabIndex={0}>{JSON.stringify(entry, null, 2)}</pre>
          </>
        )}
      </details>
    </li>
  );
}

const textOf = (entry: JournalEntry): string =>
  [entry.method, entry.path, entry.status, entry.model, entry.code, entry.flavour, entry.rule, ...entry.faults]
    .join(" ")
    .toLowerCase();

/** What was sent: by this page as it was, by others as far as the journal kept it. */
function requestOf(entry: JournalEntry): OutgoingRequest | undefined {
  const { method, path, headers, request } = entry;
  const own = exchanges.value.find(({ id }) => id === headers["x-ms-client-request-id"]);
  if (own !== undefined) return own.request;
  if (request === undefined && method !== "GET") return undefined;
  const sent = [
    "content-type",
    "extra-parameters",
    "x-emulator-fault",
    "x-emulator-latency",
    "azureml-model-deployment",
    "x-ms-model-mesh-model-name",
  ];
  const kept = Object.fromEntries(sent.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
  const body = typeof request === "string" ? request : JSON.stringify(request);
  return {
    method,
    url: path,
    // The journal has no key of another program, and no query.
    headers: { authorization: `Bearer ${settings.value.key || "any-key"}`, ...kept },
    body: method === "GET" ? undefined : body,
  };
}
