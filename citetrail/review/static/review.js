// The queue's keys, its dialogs, the place on the page, leases, the card fetched ahead, and sending again what a lost
// connection kept back.
"use strict";
(() => {
  const WAITING = "citetrail-unsent";
  const KEYS_OFF = "citetrail-keys-off";
  const RETRY_MS = 3000;
  const LEASE_MS = 45000;
  const FRESH_MS = 120000; // of a card fetched ahead: less than the lease it stands on
  const PATIENCE_MS = 15000;
  const PIXELS_A_POINT = 2; // as the server draws pages

  const card = () => document.getElementById("card");
  const find = (selector) => document.querySelector(selector);
  let busy = false;

  // --- keys

  const typing = (element) =>
    element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  function named(event) {
    return event.key === " " ? "Space" : event.key;
  }

  function onKey(event) {
    const dialog = find("dialog[open]");
    if (event.key === "Escape" && event.target.id === "note") {
      event.preventDefault();
      find("#claim-text")?.focus();
      return;
    }
    if (event.ctrlKey && event.key === "Enter" && event.target.id === "note") {
      find("#claim-text")?.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || dialog || typing(event.target)) return;
    if (localStorage.getItem(KEYS_OFF) && event.key !== "?") return;
    const key = named(event);
    // On a button or link, space does what it does everywhere.
    if (key === "Space" && event.target.closest("button, a, summary, label")) return;
    if (key === "j" || key === "k") {
      showEvidence(key === "j" ? 1 : -1);
      event.preventDefault();
      return;
    }
    const button = find(`[data-key="${CSS.escape(key.length === 1 ? key.toLowerCase() : key)}"]`);
    if (!button) return;
    event.preventDefault();
    if (event.repeat || busy || button.disabled) return;
    if (key === "n") openNote();
    else button.click();
  }

  function showEvidence(step) {
    const items = [...document.querySelectorAll(".quotes > li")];
    if (items.length < 2) return;
    const at = items.findIndex((item) => item.classList.contains("current"));
    const next = items[(at + step + items.length) % items.length];
    choose(items, next);
    next.querySelector("[data-show][hx-get]:not([hx-get=''])")?.click();
    next.scrollIntoView({ block: "nearest" });
  }

  function choose(items, chosen) {
    for (const item of items) item.classList.toggle("current", item === chosen);
    say(chosen.querySelector(".said").textContent);
  }

  function openNote() {
    const details = find(".note");
    if (!details) return;
    details.open = true;
    find("#note").focus();
  }

  function onClick(event) {
    const opener = event.target.closest("[data-open]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.open);
      dialog?.showModal();
      dialog?.querySelector("input[type=search], input[type=radio]:checked, button")?.focus();
    }
    if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-note]")) openNote();
    const shown = event.target.closest("[data-show]");
    if (shown) choose([...document.querySelectorAll(".quotes > li")], shown.closest("li"));
  }

  function onInput(event) {
    const list = event.target.dataset?.filter;
    if (!list) return;
    const words = event.target.value.toLowerCase();
    for (const item of document.querySelectorAll(`#${list} > li`)) {
      item.hidden = !item.textContent.toLowerCase().includes(words);
    }
  }

  // --- the page image

  function place(root) {
    for (const image of root.querySelectorAll(".sheet img")) {
      const move = () => {
        const top = Number(image.closest(".page").dataset.top) * PIXELS_A_POINT;
        const sheet = image.closest(".sheet");
        if (image.naturalHeight && top) {
          const at = (top / image.naturalHeight) * image.clientHeight;
          sheet.scrollTop = Math.max(0, at - sheet.clientHeight / 3);
        }
      };
      const give = () => {
        image.hidden = true;
        image.nextElementSibling.hidden = false;
      };
      if (image.complete && image.naturalHeight) move();
      else if (image.complete && image.currentSrc) give();
      image.addEventListener("load", move, { once: true });
      image.addEventListener("error", give, { once: true });
    }
  }

  // --- saying aloud

  function say(words) {
    const line = document.getElementById("said");
    if (line) line.textContent = words;
  }

  function arrived(root) {
    place(root);
    const here = card();
    if (root !== here && root !== document) return;
    free();
    if (!here) return;
    if (root === here) {
      greet(here);
      say(`${here.dataset.said || ""} ${here.dataset.text || "Nothing waits for you here."}`);
    }
    lookAhead();
  }

  function greet(here) {
    window.scrollTo(0, 0);
    find("#claim-text")?.focus({ preventScroll: true });
    document.title = `${(here.dataset.text || "Queue").slice(0, 60)} · citetrail`;
  }

  function free() {
    busy = false;
    document.body.classList.remove("busy");
  }

  // --- the next card, fetched while this one is read: a key shows it at once and sends the decision meanwhile

  let ahead = null; // { after, card, at }

  async function lookAhead() {
    const here = card();
    ahead = null;
    if (!here?.dataset.next || !find("#card-form")) return;
    try {
      const answer = await fetch(here.dataset.next);
      if (answer.status !== 200 || answer.redirected) return;
      const next = parsed(await answer.text()).querySelector("#card[data-claim]");
      if (!next || card() !== here) return;
      const made = document.importNode(next, true);
      ahead = { after: here.dataset.claim, card: made, at: Date.now() };
      // Decoded now, so that it is painted together with the card.
      await made.querySelector(".sheet img")?.decode();
    } catch {
      // Without it, or without its image, the next card comes with the decision's answer.
    }
  }

  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    return made.content;
  }

  const isAhead = () =>
    ahead !== null && ahead.after === card()?.dataset.claim && Date.now() - ahead.at < FRESH_MS && unsent().length === 0;

  async function moveOn(path, body) {
    const left = card();
    const next = ahead.card;
    const recent = left.querySelector(".recent");
    ahead = null;
    // Kept before it is sent: a window closed now sends it when it is opened again, and it counts once.
    if (RECORDED.includes(path)) remember(path, body);
    left.querySelector("dialog[open]")?.close();
    left.replaceWith(next);
    if (recent) next.prepend(recent);
    greet(next);
    place(next);
    htmx.process(next);
    try {
      const answer = await post(path, body);
      if (answer.status >= 500) throw new Error(answer.statusText);
      forget(tokenOf(body));
      if (answer.ok) {
        settle(await answer.text());
      } else {
        // Refused: back to the card as it was left, with the words that say why.
        if (recent) left.prepend(recent);
        card().replaceWith(left);
        greet(left);
        refused(answer.status, await answer.text());
      }
    } catch {
      if (RECORDED.includes(path)) keep(path, body);
      else failed("No answer from the queue. Nothing was lost; try again in a moment.");
    } finally {
      free();
      if (unsent().length === 0) lookAhead();
    }
  }

  function post(path, body) {
    return fetch(path, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRF-Token": document.body.dataset.csrf,
        "HX-Request": "true",
      },
      body,
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }

  // The answer to a decision: where its card stands on the screen already, only what is around it changes.
  function settle(text) {
    const told = parsed(text);
    const answer = told.querySelector("#card");
    const here = card();
    if (!here || here.dataset.claim !== answer.dataset.claim || here.dataset.mark !== answer.dataset.mark) {
      htmx.swap("#card", text, { swapStyle: "outerHTML" });
      return;
    }
    say(`${answer.dataset.said} ${here.dataset.text}`);
    find("#reasons")?.remove();
    for (const [selector, put] of [
      [".recent", (part) => (find(".recent") ? find(".recent").replaceWith(part) : here.prepend(part))],
      ["#meter", (part) => find("#meter")?.replaceWith(part)],
      ["#reasons", (part) => here.append(part)],
    ]) {
      const part = told.querySelector(selector);
      if (!part) continue;
      part.removeAttribute("hx-swap-oob");
      put(part);
      htmx.process(part);
    }
  }

  function refused(status, words) {
    if (status === 401) location.assign("/login");
    else failed(words);
  }

  // --- a lost connection

  const RECORDED = ["/decide", "/undo", "/flag", "/reason"];
  const unsent = () => JSON.parse(localStorage.getItem(WAITING) || "[]");

  const tokenOf = (body) => new URLSearchParams(body).get("token");
  const store = (waiting) => localStorage.setItem(WAITING, JSON.stringify(waiting));
  const forget = (token) => store(unsent().filter((w) => w.token !== token));

  function remember(path, body) {
    const token = tokenOf(body);
    const waiting = unsent();
    if (!waiting.some((w) => w.token === token)) {
      store([...waiting, { path, body, token, reviewer: document.body.dataset.reviewer }]);
    }
  }

  function keep(path, body) {
    remember(path, body);
    tell();
    setTimeout(sendAgain, RETRY_MS);
  }

  function tell() {
    const banner = document.getElementById("offline");
    const count = unsent().length;
    banner.hidden = count === 0;
    banner.textContent = count
      ? `No answer from the queue. ${count === 1 ? "Your last decision is" : `${count} decisions are`} kept in this browser and will be sent again.`
      : "";
  }

  let sending = false;
  async function sendAgain() {
    const [first] = unsent().filter((w) => w.reviewer === document.body.dataset.reviewer);
    if (!first || sending) return;
    sending = true;
    try {
      const answer = await post(first.path, first.body);
      if (answer.status >= 500) throw new Error(answer.statusText);
      const text = await answer.text();
      forget(first.token);
      tell();
      if (!answer.ok) refused(answer.status, text);
      else if (card() && first.path !== "/reason") settle(text);
      if (answer.ok) say(`Sent. ${card()?.dataset.text || ""}`);
    } catch {
      setTimeout(sendAgain, RETRY_MS);
      return;
    } finally {
      sending = false;
      free();
    }
    if (unsent().length > 0) sendAgain();
    else lookAhead();
  }

  function failed(words) {
    const banner = document.getElementById("offline");
    banner.hidden = false;
    banner.textContent = words.slice(0, 300) || "That did not work. Reload the page.";
  }

  function bodyOf(detail) {
    const told = new URLSearchParams();
    const values = detail.requestConfig?.formData || detail.requestConfig?.parameters || {};
    for (const [name, value] of values instanceof FormData ? values.entries() : Object.entries(values)) {
      told.append(name, value);
    }
    return told.toString();
  }

  function lost(event) {
    free();
    const path = event.detail.requestConfig?.path || "";
    if (RECORDED.includes(path)) keep(path, bodyOf(event.detail));
    else failed("No answer from the queue. Nothing was lost; try again in a moment.");
  }

  // --- the lease of the card on screen

  async function renew() {
    const here = card();
    if (!here?.dataset.claim || document.hidden) return;
    try {
      const answer = await fetch("/lease", {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": document.body.dataset.csrf },
        body: new URLSearchParams({ claim: here.dataset.claim, ahead: ahead?.card.dataset.claim || "" }),
      });
      if (!answer.ok) return;
      const told = await answer.json();
      if (ahead && told.ahead) ahead.at = Date.now();
      else if (ahead) lookAhead();
      if (!told.kept) failed("Somebody else took this card while you were away.");
      else if (unsent().length === 0) document.getElementById("offline").hidden = true;
    } catch {
      failed("No connection to the queue. What you decide now is kept here and sent later.");
    }
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("input", onInput);
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    if (busy) {
      event.preventDefault();
      return;
    }
    const { path } = event.detail.requestConfig;
    busy = path !== "/reason";
    document.body.classList.toggle("busy", busy);
    document.getElementById("offline").hidden = true;
    if ((path === "/decide" || path === "/skip") && isAhead()) {
      event.preventDefault();
      moveOn(path, bodyOf(event.detail));
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => arrived(event.detail.elt.id === "card" ? card() : event.detail.elt));
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", (event) => {
    free();
    const { status, responseText } = event.detail.xhr;
    if (status >= 500) lost(event);
    else if (status !== 401) failed(responseText);
  });
  document.addEventListener("DOMContentLoaded", () => {
    arrived(document);
    tell();
    sendAgain();
    setInterval(renew, LEASE_MS);
    const keys = document.getElementById("keys-on");
    if (keys) {
      keys.checked = !localStorage.getItem(KEYS_OFF);
      keys.addEventListener("change", () =>
        keys.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1"));
    }
  });
})();
