import { useEffect, useRef, useState } from "preact/hooks";
import type { ToolCall } from "../../../../generated/types.ts";
import { Inspector } from "../parts/inspector.tsx";
import { Message } from "../parts/message.tsx";
import { OptionsForm } from "../parts/options-form.tsx";
import { chatBody, exchangeOf, inspected, turns } from "../state/conversation.ts";
import type { Setup } from "../state/emulator-state.ts";
import { isRunning, send, stop } from "../state/exchange.ts";
import { requestOf } from "../state/request.ts";
import { choicesOf, choose, settings } from "../state/settings.ts";

/** A conversation in addition to its requests and responses as they are on the wire. */
export function Chat({ setup }: { setup: Setup }) {
  const [text, setText] = useState("");
  const [image, setImage] = useState<string>();
  const [problem, setProblem] = useState("");
  const end = useRef<HTMLDivElement>(null);
  const choices = choicesOf(setup, settings.value);
  const isConversation = choices.isChat && !settings.value.isJson;
  const shown = exchangeOf(inspected.value);
  const running = shown !== undefined && isRunning(shown) ? shown.id : undefined;

  const request = (body: string): void => {
    const exchange = send(requestOf(choices, settings.value, setup.endpoints, body));
    inspected.value = exchange.id;
    if (choices.isChat) turns.value = [...turns.value, { role: "assistant", exchange: exchange.id }];
  };
  const sendConversation = (): void => {
    try {
      request(chatBody(settings.value));
      setProblem("");
    } catch {
      setProblem("Options, Tools: this is not JSON.");
    }
  };
  const submit = (): void => {
    if (!isConversation) {
      request(settings.value.body);
      return;
    }
    if (text.trim() === "" && image === undefined) return;
    turns.value = [...turns.value, { role: "user", text, image }];
    setText("");
    setImage(undefined);
    sendConversation();
  };
  const resend = (): void => {
    turns.value = turns.value.slice(0, -1);
    if (isConversation) sendConversation();
    else request(settings.value.body);
  };
  const answerTool = (call: ToolCall, result: string): void => {
    turns.value = [...turns.value, { role: "tool", call, text: result }];
    sendConversation();
  };

  // Follows the text as it comes.
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [shown?.count, turns.value.length]);

  return (
    <div class="chat">
      <section class="conversation" aria-label="Conversation">
        <div class="messages" role="log" tabIndex={0} aria-label="Messages">
          {turns.value.length === 0 && (
            <p class="empty">
              {isConversation
                ? "Write a message below. The model repeats it, calls an offered tool that fits, and counts images. Nothing leaves this machine."
                : "Edit the body below and send it. The response is shown beside it."}
            </p>
          )}
          {turns.value.map((turn, index) => (
            <Message
              key={index}
              turn={turn}
              isLast={index === turns.value.length - 1}
              resend={resend}
              answerTool={answerTool}
            />
          ))}
          <div ref={end} />
        </div>
        <form
          class="composer"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {isConversation ? (
            <label>
              Message
              <textarea
                id="message"
                rows={2}
                placeholder="Enter sends, Shift+Enter makes a new line"
                value={text}
                onInput={({ currentTarget }) => setText(currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
                  event.preventDefault();
                  submit();
                }}
              />
            </label>
          ) : (
            choices.operation.method !== "GET" && (
              <label>
                Body
                <textarea
                  id="message"
                  rows={10}
                  spellcheck={false}
                  class="code"
                  value={settings.value.body}
                  onInput={({ currentTarget }) => choose(setup, { body: currentTarget.value })}
                />
              </label>
            )
          )}
          {image !== undefined && (
            <p class="attached">
              <img src={image} alt="The attached file" />
              <button type="button" class="outline small" onClick={() => setImage(undefined)}>
                Remove image
              </button>
            </p>
          )}
          {problem !== "" && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          <div class="buttons">
            <button type="submit">Send</button>
            <button
              type="button"
              class="secondary"
              disabled={running === undefined}
              onClick={() => running && stop(running)}
            >
              Stop
            </button>
            {isConversation && <Attach take={setImage} />}
            <button
              type="button"
              class="outline"
              disabled={turns.value.length === 0}
              onClick={() => {
                turns.value = [];
                inspected.value = "";
              }}
            >
              New chat
            </button>
          </div>
        </form>
        <OptionsForm setup={setup} />
      </section>
      <Inspector exchange={shown} />
    </div>
  );
}

function Attach({ take }: { take: (image: string) => void }) {
  const read = (file: File | undefined): void => {
    if (file === undefined) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => take(String(reader.result)));
    reader.readAsDataURL(file);
  };
  return (
    <label class="attach">
      Image
      <input
        type="file"
        accept="image/*"
        onChange={({ currentTarget }) => {
          read(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
    </label>
  );
}
