/**
 * Turns the search form of a page into a conversation.
 *
 * Without this script the form and the examples lead to the search page. Focus moves
 * only when a person presses something, never because an answer arrives.
 */

import { ChatError, forget, send } from "./chat-client.js";
import { forgetAll, recall, remember } from "./chat-memory.js";
import { botTurn, button, errorTurn, link, personTurn, spoken, typingTurn } from "./chat-view.js";
import { LiveRegion } from "./live-region.js";
import { messages } from "./messages.de.js";

const TYPING_AFTER_MS = 250;

export class Chat {
  /** @type {HTMLElement} */ #log;
  /** @type {HTMLInputElement} */ #input;
  /** @type {HTMLButtonElement} */ #sendButton;
  /** @type {HTMLButtonElement} */ #deleteButton;
  /** @type {LiveRegion} */ #live;
  /** @type {HTMLElement[]} */ #greeting;
  #memory = recall();
  #isWaiting = false;

  /** @param {HTMLElement} root */
  constructor(root) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-chat-${name}]`));
    const form = part("form");
    this.#log = part("log");
    this.#input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
    this.#sendButton = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
    this.#deleteButton = /** @type {HTMLButtonElement} */ (part("delete"));
    this.#live = new LiveRegion(part("live"));
    this.#greeting = /** @type {HTMLElement[]} */ ([...this.#log.children]);
    form.addEventListener("submit", (event) => this.#submit(event));
    part("examples")?.addEventListener("submit", (event) => this.#ask(event));
    this.#deleteButton.addEventListener("click", () => this.#delete());
    this.#restore();
  }

  #restore() {
    let latest = null;
    for (const { said, replies } of this.#memory.turns) {
      latest = personTurn(said);
      this.#show(latest, this.#answer(replies));
    }
    this.#retireButtons(this.#log.lastElementChild);
    this.#deleteButton.hidden = !this.#memory.conversation;
    if (latest) this.#scrollTo(latest);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (!text || this.#isWaiting) return;
    this.#input.value = "";
    this.#turn(text, { message: text });
  }

  /** @param {SubmitEvent} event an example was pressed */
  #ask(event) {
    event.preventDefault();
    const text = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value;
    if (text) this.#press(text, `ask:${text}`);
  }

  /** @param {string} label @param {string} choice */
  #press(label, choice) {
    if (this.#isWaiting) return;
    this.#turn(label, { choice }).focus({ preventScroll: true });
  }

  /**
   * @param {string} said
   * @param {import("./chat-client.js").Turn} turn
   * @returns {HTMLElement} what the person said, in the log
   */
  #turn(said, turn) {
    const shown = personTurn(said);
    this.#show(shown);
    this.#retireButtons();
    this.#scrollTo(shown);
    this.#exchange(said, turn, shown);
    return shown;
  }

  /**
   * @param {string} said
   * @param {import("./chat-client.js").Turn} turn
   * @param {HTMLElement} shown
   */
  async #exchange(said, turn, shown) {
    const done = this.#wait();
    try {
      const answer = await send(turn, this.#memory.conversation);
      done();
      this.#memory.conversation = answer.conversation;
      this.#memory.turns.push({ said, replies: answer.replies });
      remember(this.#memory);
      this.#deleteButton.hidden = false;
      this.#show(this.#answer(answer.replies));
      this.#live.say(spoken(answer.replies));
    } catch (error) {
      done();
      this.#fail(error, said, turn, shown);
    }
    this.#scrollTo(shown);
  }

  /**
   * @param {unknown} error
   * @param {string} said
   * @param {import("./chat-client.js").Turn} turn
   * @param {HTMLElement} shown
   */
  #fail(error, said, turn, shown) {
    const text = error instanceof ChatError ? error.message : messages.broken;
    const retry = button(messages.retry, () => {
      if (this.#isWaiting) return;
      failed.remove();
      shown.focus({ preventScroll: true });
      this.#exchange(said, turn, shown);
    });
    const search = link(messages.search, `/suche?q=${encodeURIComponent(said)}`);
    search.className = "chip";
    const failed = errorTurn(text, retry, search);
    this.#show(failed);
    this.#live.say(text);
    if (!(error instanceof ChatError)) throw error;
  }

  /** @returns {() => void} ends the waiting */
  #wait() {
    const typing = typingTurn();
    const timer = window.setTimeout(() => {
      this.#show(typing);
      this.#log.scrollTop = this.#log.scrollHeight;
    }, TYPING_AFTER_MS);
    this.#setWaiting(true);
    return () => {
      window.clearTimeout(timer);
      typing.remove();
      this.#setWaiting(false);
    };
  }

  /** @param {boolean} isWaiting */
  #setWaiting(isWaiting) {
    this.#isWaiting = isWaiting;
    this.#sendButton.setAttribute("aria-disabled", String(isWaiting));
  }

  async #delete() {
    if (this.#isWaiting || !this.#memory.conversation) return;
    const done = this.#wait();
    try {
      await forget(this.#memory.conversation);
    } catch {
      done();
      const failed = errorTurn(messages.notDeleted);
      this.#show(failed);
      this.#scrollTo(failed);
      this.#live.say(messages.notDeleted);
      return;
    }
    done();
    forgetAll();
    this.#memory = recall();
    this.#log.replaceChildren(...this.#greeting, this.#answer([{ type: "text", text: messages.deleted }]));
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#live.say(messages.deleted);
    this.#input.focus();
    this.#deleteButton.hidden = true;
  }

  /** @param {import("./chat-client.js").Reply[]} replies */
  #answer(replies) {
    return botTurn(replies, (label, choice) => this.#press(label, choice));
  }

  /** @param {HTMLElement[]} turns */
  #show(...turns) {
    this.#log.append(...turns);
  }

  /** Old buttons change a search that is over. @param {Element | null} [latest] keeps its buttons */
  #retireButtons(latest = null) {
    for (const old of this.#log.querySelectorAll(".turn--live button")) {
      if (!latest?.contains(old)) /** @type {HTMLButtonElement} */ (old).disabled = true;
    }
  }

  /** @param {HTMLElement} turn */
  #scrollTo(turn) {
    this.#log.scrollTop = turn.offsetTop - 12;
  }
}

for (const root of document.querySelectorAll("[data-chat]")) new Chat(/** @type {HTMLElement} */ (root));
