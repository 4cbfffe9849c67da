import { signal } from "@preact/signals";
import { refresh } from "./emulator-state.ts";
import { eventsOf, textsOf } from "./events.ts";
import { indented } from "./json.ts";
import { type ParsedResponse, readBody, readEvent } from "./parsed-response.ts";

/** A request as the page sends it. */
export interface OutgoingRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
}

/** A request of this page and its response so far. */
export interface Exchange {
  /** Also sent as `x-ms-client-request-id`, by which the journal's entry is found. */
  readonly id: string;
  readonly request: OutgoingRequest;
  state: "waiting" | "receiving" | "complete" | "stopped" | "failed";
  /** Such as `200 OK`; empty before the headers. */
  status: string;
  headers: readonly (readonly [name: string, value: string])[];
  isStream: boolean;
  /** The events of a stream, or one body; the first 1,000. */
  readonly events: string[];
  count: number;
  readonly parsed: ParsedResponse;
  elapsedMs: number;
}

/** The exchanges of this page, the oldest first. */
export const exchanges = signal<readonly Exchange[]>([]);
const mostExchanges = 50;
const mostEvents = 1_000;
const longestEvent = 4_000;

const controllers = new Map<string, AbortController>();

/** Sends a request. `exchanges` has its response as it arrives. */
export function send(request: OutgoingRequest): Exchange {
  const exchange: Exchange = {
    ...{
      id: crypto.randomUUID(),
      request,
      state: "waiting",
      status: "",
      headers: [],
      isStream: false,
      events: [],
      count: 0,
    },
    parsed: { content: "", thoughts: "", calls: [], finishReason: "", usage: undefined, error: undefined },
    elapsedMs: 0,
  };
  exchanges.value = [...exchanges.value, exchange].slice(-mostExchanges);
  void receive(exchange).finally(refresh);
  return exchange;
}

export const stop = (id: string): void => controllers.get(id)?.abort();
export const isRunning = ({ state }: Exchange): boolean => state === "waiting" || state === "receiving";

async function receive(exchange: Exchange): Promise<void> {
  const { request, id, events, parsed } = exchange;
  const controller = new AbortController();
  controllers.set(id, controller);
  const began = performance.now();
  const update = drawn(() => {
    exchange.elapsedMs = performance.now() - began;
    exchanges.value = exchanges.value.map((other) => (other.id === id ? { ...exchange } : other));
  });
  const keep = (text: string): void => {
    exchange.count += 1;
    if (events.length < mostEvents) events.push(shortened(text));
  };
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, "x-ms-client-request-id": id },
      ...(request.body !== undefined && { body: request.body }),
      signal: controller.signal,
      redirect: "manual",
    });
    // A browser hides the status of a redirect that it does not follow.
    exchange.status =
      response.type === "opaqueredirect" ? "a redirect" : `${response.status} ${response.statusText}`.trim();
    exchange.headers = [...response.headers];
    exchange.isStream = /^text\/event-stream/.test(response.headers.get("content-type") ?? "");
    exchange.state = "receiving";
    update();
    if (exchange.isStream) {
      for await (const event of eventsOf(response)) {
        keep(event);
        readEvent(event, parsed);
        update();
      }
    } else {
      let whole = "";
      for await (const text of textsOf(response)) whole += text;
      keep(indented(whole));
      readBody(whole, response.ok, parsed);
    }
    exchange.state = response.ok ? "complete" : "failed";
  } catch {
    exchange.state = controller.signal.aborted ? "stopped" : "failed";
    if (!controller.signal.aborted)
      parsed.error = {
        message:
          exchange.status === ""
            ? "The connection closed before a response."
            : "The connection closed within the response.",
      };
  } finally {
    controllers.delete(id);
    update();
  }
}

const shortened = (text: string): string =>
  text.length > longestEvent ? `${text.slice(0, longestEvent)}… (${text.length} characters)` : text;

/** Runs an update at most once a frame, and soon after the last call. */
function drawn(update: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    const run = (): void => {
      isAsked = false;
      update();
    };
    // A hidden page has no frames.
    if (document.hidden) setTimeout(run, 16);
    else requestAnimationFrame(run);
  };
}
