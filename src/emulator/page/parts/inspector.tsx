import { entries } from "../state/emulator-state.ts";
import type { Exchange } from "../state/exchange.ts";
import { indented } from "../state/json.ts";
import { CopyAs } from "./copy.tsx";
import { Timeline } from "./timeline.tsx";

/** A request and its response as they are on the wire. */
export function Inspector({ exchange }: { exchange: Exchange | undefined }) {
  if (exchange === undefined)
    return (
      <aside class="inspector" aria-label="Request and response">
        <p class="empty">Send a message to see its request and the events of its response here.</p>
      </aside>
    );
  const { request, status, headers, events, count, isStream, id } = exchange;
  const entry = entries.value.find(({ headers }) => headers["x-ms-client-request-id"] === id);
  return (
    <aside class="inspector" aria-label="Request and response">
      <p class="route">
        <strong>{request.method}</strong> <code>{request.url}</code>
      </p>
      <p id="state" role="status">
        {stateText(exchange)}
      </p>
      {entry !== undefined && <Timeline entry={entry} />}
      <details open>
        <summary>Raw events{count > events.length ? `, the first ${events.length} of ${count}` : ""}</summary>
        <ol class={isStream ? "events" : "events whole"} tabIndex={0} aria-label="Raw events">
          {events.map((text, index) => (
            <li key={index}>{text}</li>
          ))}
        </ol>
      </details>
      <details>
        <summary>Request body</summary>
        <pre tabIndex={0}>{request.body === undefined ? "none" : indented(request.body)}</pre>
      </details>
      <details>
        <summary>Headers</summary>
        <dl class="pairs">
          {headers.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      <CopyAs request={request} />
      <p class="hint">{status !== "" && "A copied request has the key in it."}</p>
    </aside>
  );
}

function stateText({ state, status, count, isStream, elapsedMs }: Exchange): string {
  const came = isStream ? `${count} ${count === 1 ? "event" : "events"}` : "one body";
  const time = `${Math.round(elapsedMs)} ms`;
  if (state === "waiting") return "Waiting for the response.";
  if (state === "receiving") return `${status}: ${came} so far.`;
  if (state === "stopped") return `Stopped after ${came} and ${time}.`;
  if (status === "") return `No response after ${time}.`;
  return `${status}: ${came} in ${time}.`;
}
