/** Talks to the chat's API; knows nothing of the page. */

import { messages } from "./messages.de.js";

const ADDRESS = "/api/v1/chat";
const TIMEOUT_MS = 20_000;

/**
 * @typedef {{type: string, text?: string, total?: number, relaxed?: Array<{from: string, to: string}>, items?: Array<Record<string, any>>}} Reply
 * @typedef {{conversation: string, replies: Reply[]}} Answer
 * @typedef {{message: string} | {choice: string}} Turn
 */

/** Raised when the server did not answer; its message is for the person. */
export class ChatError extends Error {
  /** @param {string} message @param {number} status 0 = no answer at all */
  constructor(message, status) {
    super(message);
    this.name = "ChatError";
    this.status = status;
  }
}

/**
 * @param {Turn} turn
 * @param {string | null} conversation
 * @returns {Promise<Answer>}
 */
export async function send(turn, conversation) {
  return request("POST", ADDRESS, { ...turn, conversation });
}

/** @param {string} conversation */
export async function forget(conversation) {
  try {
    await request("DELETE", `${ADDRESS}/${encodeURIComponent(conversation)}`);
  } catch (error) {
    // Not found: it is gone already.
    if (!(error instanceof ChatError && error.status === 404)) throw error;
  }
}

/**
 * @param {string} method
 * @param {string} address
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function request(method, address, body) {
  let response;
  try {
    response = await fetch(address, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ChatError(messages.offline, 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || !answer?.ok) {
    throw new ChatError(answer?.error ?? messages.broken, response.status);
  }
  return answer;
}
