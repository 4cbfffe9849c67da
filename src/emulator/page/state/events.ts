/** The texts of a body as they arrive. */
export async function* textsOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const read = await reader?.read();
    if (read === undefined || read.done) return;
    yield read.value;
  }
}

/** The events of a stream as they arrive, as they are on the wire; what an end leaves unfinished is the last. */
export async function* eventsOf(response: Response): AsyncGenerator<string> {
  const boundary = /\r\n\r\n|\n\n|\r\r/g;
  let rest = "";
  for await (const text of textsOf(response)) {
    // A large event comes in many chunks: what was searched is not searched again.
    boundary.lastIndex = Math.max(0, rest.length - 3);
    rest += text;
    let start = 0;
    for (let found = boundary.exec(rest); found !== null; found = boundary.exec(rest)) {
      yield rest.slice(start, found.index);
      start = boundary.lastIndex;
    }
    rest = rest.slice(start);
  }
  if (rest !== "") yield rest;
}
