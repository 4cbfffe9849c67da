import { useState } from "preact/hooks";
import type { OutgoingRequest } from "../state/exchange.ts";
import { type Language, languages, snippetOf } from "../state/snippet.ts";

/** A button that copies a text, and says so. */
export function Copy({ label, text }: { label: string; text: () => string }) {
  const [status, setStatus] = useState("");
  const copy = async (): Promise<void> => {
    const isCopied = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    );
    setStatus(isCopied ? "Copied" : "Not copied");
    setTimeout(() => setStatus(""), 1_500);
  };
  return (
    <button type="button" class="outline small" onClick={() => void copy()}>
      <span aria-live="polite">{status || label}</span>
    </button>
  );
}

/** Buttons that copy a request as a program. */
export function CopyAs({ request }: { request: OutgoingRequest }) {
  return (
    <div class="buttons">
      {languages.map((language: Language) => (
        <Copy key={language} label={`Copy as ${language}`} text={() => snippetOf(request, location.origin, language)} />
      ))}
    </div>
  );
}
