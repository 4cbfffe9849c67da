import { find, make, say } from "./dom.ts";
import { eventsOf, saidBy, saidIn, textsOf } from "./events.ts";

/** More than a page is read to; the rest is counted. */
const mostShown = 1_000;
const longestShown = 4_000;

/** Shows an answer while it arrives, and how it ended. */
export async function show(asking: Promise<Response>, stopped: () => boolean): Promise<void> {
  const began = performance.now();
  const said = find("said");
  const chunks = find("chunks");
  const headers = find("answer-headers");
  const tell = (text: string): void => say(find("state"), text);
  for (const element of [said, chunks, headers]) element.replaceChildren();
  find("answer").hidden = false;
  tell("Sent; nothing has come yet.");
  let count = 0;
  let status = "";
  const add = (text: string, of: string): void => {
    count += 1;
    if (count > mostShown) return;
    const cut = text.length > longestShown ? `${text.slice(0, longestShown)}… (${text.length} characters)` : text;
    const follow = chunks.scrollTop + chunks.clientHeight >= chunks.scrollHeight - 8;
    chunks.append(make("li", {}, cut));
    if (follow) chunks.scrollTop = chunks.scrollHeight;
    tell(`${status}: ${count} ${of} so far.`);
  };
  try {
    const response = await asking;
    // What a browser tells of a redirect that it does not follow.
    status = response.type === "opaqueredirect" ? "A redirect" : `${response.status} ${response.statusText}`.trim();
    for (const [name, value] of response.headers)
      headers.append(make("dt", {}, make("code", {}, name)), make("dd", {}, value));
    if (/^text\/event-stream/.test(response.headers.get("content-type") ?? "")) {
      for await (const event of eventsOf(response)) {
        said.append(saidBy(event));
        add(event, "events");
      }
      tell(`${status}: ${count} events in ${since(began)}.`);
    } else {
      let whole = "";
      for await (const text of textsOf(response)) {
        whole += text;
        tell(`${status}: ${whole.length} characters so far.`);
      }
      said.append(saidIn(whole));
      add(readable(whole), "bodies");
      tell(`${status}: ${whole.length} characters in ${since(began)}.`);
    }
  } catch {
    const how = stopped() ? "Stopped" : status === "" ? "No answer: the connection closed" : "The connection broke off";
    tell(`${how} after ${count} events and ${since(began)}.${status === "" ? "" : ` The status was ${status}.`}`);
  }
}

const since = (began: number): string => `${Math.round(performance.now() - began)} ms`;

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
