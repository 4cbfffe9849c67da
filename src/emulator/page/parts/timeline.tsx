import type { JournalEntry } from "../../control/journal.ts";

/** What the journal says of time: the request, the first chunk, each chunk, the end. */
export function Timeline({ entry }: { entry: JournalEntry }) {
  const { durationMs, chunkTimesMs, chunks, streamed, aborted } = entry;
  const length = Math.max(durationMs, 0.1);
  const at = (ms: number): number => 4 + (ms / length) * 592;
  const [first] = chunkTimesMs;
  const end = aborted ? "aborted" : "end";
  return (
    <figure class="timeline">
      <svg viewBox="0 0 600 40" preserveAspectRatio="xMinYMid" role="img" aria-label="Timeline of the request">
        <line class="axis" x1="4" x2="596" y1="20" y2="20" />
        {first !== undefined && <rect class="waiting" x="4" y="14" width={Math.max(at(first) - 4, 1)} height="12" />}
        {chunkTimesMs.map((ms, index) => (
          <line key={index} class="chunk" x1={at(ms)} x2={at(ms)} y1="8" y2="32" />
        ))}
        <circle class="mark" cx="4" cy="20" r="4" />
        <circle class={aborted ? "mark bad" : "mark"} cx="596" cy="20" r="4" />
      </svg>
      <figcaption>
        {streamed && first !== undefined
          ? `First chunk after ${ms(first)}, ${chunks} chunks, ${end} after ${ms(durationMs)}.`
          : `${streamed ? "No chunk" : "One body"}, ${end} after ${ms(durationMs)}.`}
      </figcaption>
    </figure>
  );
}

const ms = (value: number): string => (value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`);
