/** Builds what the log shows from data; text is only ever set as text. */

import { messages } from "./messages.de.js";

/**
 * @typedef {import("./chat-client.js").Reply} Reply
 * @typedef {(label: string, choice: string) => void} Choose
 */

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {Array<Node | string>} children
 */
export function element(tag, className = "", ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {string} text */
export function personTurn(text) {
  const bubble = element("p", "bubble", element("span", "visually-hidden", `${messages.you}: `), text);
  const turn = element("div", "turn turn--live turn--person", bubble);
  turn.tabIndex = -1;
  return turn;
}

/** @param {Reply[]} replies @param {Choose} choose */
export function botTurn(replies, choose) {
  const turn = element("div", "turn turn--live turn--bot");
  for (const reply of replies) {
    const part = parts[reply.type]?.(reply, choose);
    if (part) turn.append(part);
  }
  return turn;
}

/** @param {string} text @param {HTMLElement[]} ways what the person can do now */
export function errorTurn(text, ...ways) {
  return element("div", "turn turn--live turn--error", element("p", "bubble", text), element("div", "choices", ...ways));
}

export function typingTurn() {
  const dots = [1, 2, 3].map(() => element("span", "typing__dot"));
  return element("div", "turn", element("p", "bubble typing", ...dots, messages.typing));
}

/** @param {string} label @param {() => void} press */
export function button(label, press) {
  const made = /** @type {HTMLButtonElement} */ (element("button", "chip", label));
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** @param {string} label @param {string} address */
export function link(label, address) {
  const made = /** @type {HTMLAnchorElement} */ (element("a", "", label));
  made.href = address;
  return made;
}

/** What a screen reader hears of an answer: its sentences and how long the lists are. @param {Reply[]} replies */
export function spoken(replies) {
  return replies
    .map((reply) => {
      if (reply.type === "text") return reply.text ?? "";
      if (reply.type === "offers") return messages.hits(reply.total ?? items(reply).length);
      if (reply.type === "actors") return messages.places(reply.total ?? items(reply).length);
      if (reply.type === "links") return items(reply).map((item) => messages.link(item.label)).join(" ");
      return "";
    })
    .filter(Boolean)
    .join(" ");
}

/** @param {Reply} reply */
const items = (reply) => reply.items ?? [];

/** @type {Record<string, (reply: Reply, choose: Choose) => HTMLElement | null>} */
const parts = {
  text: (reply) => element("p", "bubble", reply.text ?? ""),
  filters: (reply, choose) => chips(messages.filters, items(reply), choose, removeButton),
  choices: (reply, choose) => chips(messages.choices, items(reply), choose, choiceButton),
  links: (reply, choose) => chips(messages.links, items(reply).filter((item) => isOurs(item.url)), choose, linkChip),
  offers: (reply) => list(messages.hits(reply.total ?? items(reply).length), reply, offerCard),
  actors: (reply) => list(messages.places(reply.total ?? items(reply).length), reply, actorCard),
};

/**
 * @param {string} title
 * @param {Array<Record<string, any>>} entries
 * @param {Choose} choose
 * @param {(entry: Record<string, any>, choose: Choose) => HTMLElement} make
 */
function chips(title, entries, choose, make) {
  if (!entries.length) return null;
  const group = element("ul", "choices", ...entries.map((entry) => element("li", "", make(entry, choose))));
  group.setAttribute("aria-label", title);
  return group;
}

/** @param {Record<string, any>} entry @param {Choose} choose */
function removeButton(entry, choose) {
  const made = button(entry.label, () => choose(messages.remove(entry.label), entry.choice));
  const cross = element("span", "", "×");
  cross.setAttribute("aria-hidden", "true");
  made.append(cross);
  made.setAttribute("aria-label", messages.remove(entry.label));
  return made;
}

/** @param {Record<string, any>} entry @param {Choose} choose */
const choiceButton = (entry, choose) => button(entry.label, () => choose(entry.label, entry.choice));

/** Opens in this tab, which remembers the conversation. @param {Record<string, any>} entry */
function linkChip(entry) {
  const made = link(entry.label, entry.url);
  made.className = "chip";
  return made;
}

/** Only addresses of this site become links. @param {unknown} address */
const isOurs = (address) => typeof address === "string" && /^\/(?!\/)/.test(address);

/**
 * @param {string} title
 * @param {Reply} reply
 * @param {(item: Record<string, any>) => HTMLElement} make
 */
function list(title, reply, make) {
  if (!items(reply).length) return null;
  const made = element("div", "list", element("h3", "list__title", title));
  const changes = (reply.relaxed ?? []).map((change) => messages.changed(change.to, change.from));
  if (changes.length) made.append(element("p", "list__changed", changes.join(", ")));
  made.append(element("ul", "cards", ...items(reply).map((item) => element("li", "", make(item)))));
  return made;
}

/** @param {Record<string, any>} item */
function offerCard(item) {
  const card = element("article", "card", cardTitle(item.title, item.url));
  const by = [item.kind_label, item.provider].filter(Boolean).join(" · ");
  if (by) card.append(element("p", "card__by", by));
  if (item.reason) card.append(element("p", "card__reason", item.reason));
  card.append(
    badges([
      [messages.status[item.status], "warn"],
      [item.place],
      [messages.deliveryMode[item.delivery_mode]],
      [item.starts && dayText(item.starts)],
      priceBadge(item),
    ]),
  );
  return card;
}

/** @param {Record<string, any>} item */
function actorCard(item) {
  const card = element("article", "card", cardTitle(item.name, item.url));
  const about = [item.kind_label, item.street, item.place].filter(Boolean).join(" · ");
  if (about) card.append(element("p", "card__by", about));
  card.append(badges([openingBadge(item)]));
  const ways = element("ul", "ways");
  if (item.phone) {
    ways.append(element("li", "", link(messages.phone(item.phone), `tel:${item.phone.replace(/[^\d+]/g, "")}`)));
  }
  if (item.email) ways.append(element("li", "", link(item.email, `mailto:${item.email}`)));
  if (ways.childElementCount) card.append(ways);
  return card;
}

/** @param {string} title @param {string} address */
function cardTitle(title, address) {
  return element("h4", "card__title", isOurs(address) ? link(title, address) : title);
}

/** @param {Array<Array<string | undefined | null | false>>} entries text and kind */
function badges(entries) {
  const shown = entries.filter(([text]) => text);
  return element(
    "p",
    "badges",
    ...shown.map(([text, kind]) => element("span", kind ? `badge badge--${kind}` : "badge", String(text))),
  );
}

/** @param {Record<string, any>} item */
function priceBadge(item) {
  if (item.free) return [messages.free, "good"];
  if (item.price_eur === null || item.price_eur === undefined) return [messages.priceUnknown];
  return [messages.price(item.price_eur.toLocaleString("de-DE", { minimumFractionDigits: 2 }))];
}

/** @param {Record<string, any>} item */
function openingBadge(item) {
  if (item.open_now === true) {
    return [item.open_until ? messages.openUntil(item.open_until) : messages.open, "good"];
  }
  return item.open_now === false ? [messages.closed] : [];
}

/** @param {string} iso a day, 2026-12-01 */
function dayText(iso) {
  const day = new Date(`${iso}T12:00:00`);
  return day.toLocaleDateString("de-DE", { weekday: "short", day: "2-digit", month: "2-digit", year: "numeric" });
}
