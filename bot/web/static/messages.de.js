/** Everything the chat itself says; what the assistant answers comes from the server. */

/** @param {number} total */
const hits = (total) => (total === 1 ? "1 Treffer" : `${total} Treffer`);
/** @param {number} total */
const places = (total) => (total === 1 ? "1 Einrichtung" : `${total} Einrichtungen`);

export const messages = {
  hits,
  places,
  filters: "Verstanden habe ich",
  /** @param {string} label */
  remove: (label) => `${label} entfernen`,
  /** @param {string} after @param {string} before */
  changed: (after, before) => `${after} statt ${before}`,
  choices: "Weiter mit",
  links: "Dazu passt",
  /** @param {string} label */
  link: (label) => `Link: ${label}.`,
  you: "Sie",
  typing: "Ich suche …",
  free: "kostenlos",
  /** @param {string} euros */
  price: (euros) => `${euros} €`,
  priceUnknown: "Preis nicht angegeben",
  /** @type {Record<string, string>} */
  deliveryMode: { online: "online", hybrid: "vor Ort und online" },
  /** @type {Record<string, string>} */
  status: { ausgebucht: "ausgebucht", warteliste: "Warteliste", abgesagt: "abgesagt", verschoben: "verschoben" },
  /** @param {string} number */
  phone: (number) => `Telefon ${number}`,
  open: "jetzt geöffnet",
  /** @param {string} time */
  openUntil: (time) => `jetzt geöffnet bis ${time} Uhr`,
  closed: "jetzt geschlossen",
  offline: "Ich erreiche den Server gerade nicht. Besteht Ihre Verbindung zum Internet noch?",
  broken: "Da ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
  retry: "Noch einmal versuchen",
  search: "Stattdessen suchen",
  deleted: "Ihr Gespräch ist gelöscht, hier und auf unserem Server. Sie können gleich neu beginnen.",
  notDeleted: "Auf unserem Server ließ sich Ihr Gespräch gerade nicht löschen. Bitte versuchen Sie es noch einmal.",
};
