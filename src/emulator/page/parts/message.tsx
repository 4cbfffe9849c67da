import { useState } from "preact/hooks";
import type { ToolCall } from "../../../../generated/types.ts";
import { exchangeOf, inspected, type Turn, turns } from "../state/conversation.ts";
import { type Exchange, isRunning, stop } from "../state/exchange.ts";

interface Actions {
  /** Sends the conversation as it stands. */
  resend: () => void;
  /** Sends the result of a tool. */
  answerTool: (call: ToolCall, text: string) => void;
}

/** A turn of the conversation. */
export function Message({ turn, isLast, ...actions }: { turn: Turn; isLast: boolean } & Actions) {
  if (turn.role === "assistant") {
    const exchange = exchangeOf(turn.exchange);
    return exchange === undefined ? null : <Assistant exchange={exchange} isLast={isLast} {...actions} />;
  }
  return (
    <article class={`message ${turn.role}`}>
      <header>{turn.role === "user" ? "You" : `Result of ${turn.call.function.name}`}</header>
      <p class="text">{turn.text}</p>
      {turn.role === "user" && turn.image !== undefined && <img src={turn.image} alt="What you attached" />}
    </article>
  );
}

function Assistant({ exchange, isLast, resend, answerTool }: { exchange: Exchange; isLast: boolean } & Actions) {
  const { id, parsed: said, state } = exchange;
  const { content, thoughts, calls, error, finishReason, usage } = said;
  const isInspected = inspected.value === id;
  const answered = new Set(turns.value.flatMap((turn) => (turn.role === "tool" ? [turn.call] : [])));
  return (
    <article class="message assistant" aria-busy={isRunning(exchange)}>
      <header>
        Model
        <button type="button" class="link" aria-pressed={isInspected} onClick={() => (inspected.value = id)}>
          {isInspected ? "Shown" : "Show"} as sent
        </button>
      </header>
      {thoughts !== "" && (
        <details>
          <summary>Reasoning</summary>
          <p class="text">{thoughts}</p>
        </details>
      )}
      {content !== "" && <p class="text">{content}</p>}
      {content === "" && isRunning(exchange) && <p class="text waiting">…</p>}
      {calls.map((call) => (
        <ToolCallCard
          key={call.id}
          call={call}
          isOpen={isLast && state === "complete" && !answered.has(call)}
          onResult={(text) => answerTool(call, text)}
        />
      ))}
      {error !== undefined && (
        <div class="problem" role="alert">
          <strong>{[exchange.status, error.code].filter(Boolean).join(", ") || "No response"}</strong>
          <p>{error.message}</p>
        </div>
      )}
      <footer>
        {isRunning(exchange) ? (
          <button type="button" class="outline small" onClick={() => stop(id)}>
            Stop
          </button>
        ) : (
          <>
            <small>
              {[
                finishReason !== "" && `finish_reason ${finishReason}`,
                usage !== undefined && `${usage.prompt_tokens ?? 0} + ${usage.completion_tokens ?? 0} tokens`,
                state === "stopped" && "stopped",
              ]
                .filter(Boolean)
                .join(" · ")}
            </small>
            {isLast && state !== "complete" && (
              <button type="button" class="outline small" onClick={resend}>
                Try again
              </button>
            )}
          </>
        )}
      </footer>
    </article>
  );
}

function ToolCallCard({
  call,
  isOpen,
  onResult,
}: {
  call: ToolCall;
  isOpen: boolean;
  onResult: (text: string) => void;
}) {
  const [text, setText] = useState('{"temperature": 21}');
  return (
    <div class="tool">
      <p>
        Calls <code>{call.function.name}</code>
      </p>
      <pre tabIndex={0}>{call.function.arguments}</pre>
      {isOpen && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            onResult(text);
          }}
        >
          <label>
            Result of the tool
            <input value={text} onInput={({ currentTarget }) => setText(currentTarget.value)} />
          </label>
          <button type="submit">Send result</button>
        </form>
      )}
    </div>
  );
}
