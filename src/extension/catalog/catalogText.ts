/** A text of package.json that translators find in package.nls.json: its key there, and the English words. */
export interface Text {
  readonly key: string;
  readonly english: string;
}

/** A text under a key of its own: one that several declarations share, or that no declaration has by itself. */
export function text(key: string, english: string): Text {
  return { key, english };
}

/** The text as it was declared, or its words under the key that is usual at that place. */
export function textAt(key: string, declared: string | Text): Text {
  return typeof declared === 'string' ? { key, english: declared } : declared;
}

/** An id without the extension's name, as keys of texts have it: `netstat.kill.gracePeriod` is `kill.gracePeriod`. */
export function shortId(id: string): string {
  return id.replace(/^netstat\./, '');
}
