import type { ServerResponse } from "node:http";
import { type Received, serve } from "../support/server.ts";
import { decode, type Response } from "./files.ts";

/** A real server on loopback for one test, that answers with what it is given. */
export interface Player {
  url: string;
  received: Received[];
  answer: Response;
  /** Breaks the connection of the last answer. */
  cut(): void;
}

export async function startPlayer(): Promise<Player> {
  let last: ServerResponse | undefined;
  const { url, received } = await serve((_, response) => {
    last = response;
    const { status, headers, body, cut } = player.answer;
    response.writeHead(status, headers);
    if (cut) response.write(decode(body));
    else response.end(decode(body));
    return undefined;
  });
  const player: Player = {
    url,
    received,
    answer: { status: 200, headers: {}, body: { text: "" } },
    cut: () => last?.destroy(),
  };
  return player;
}
