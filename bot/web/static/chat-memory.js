/** What the tab remembers of a conversation across pages; nothing before the first message. */

const KEY = "lernlotse.chat";
const MOST_TURNS = 20;

/**
 * @typedef {{said: string, replies: import("./chat-client.js").Reply[]}} Turn
 * @typedef {{conversation: string | null, turns: Turn[]}} Memory
 */

/** @returns {Memory} */
export function recall() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (stored && Array.isArray(stored.turns)) return stored;
  } catch {
    // A browser without storage, or one that holds something else: start anew.
  }
  return { conversation: null, turns: [] };
}

/** @param {Memory} memory */
export function remember(memory) {
  const recent = { ...memory, turns: memory.turns.slice(-MOST_TURNS) };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // The conversation then ends with the page.
  }
}

export function forgetAll() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // There was no storage, so there is nothing to remove.
  }
}
