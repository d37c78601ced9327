// The queue's keys, its dialogs, the place on the page, leases, and sending again what a lost connection kept back.
"use strict";
(() => {
  const WAITING = "citetrail-unsent";
  const KEYS_OFF = "citetrail-keys-off";
  const RETRY_MS = 3000;
  const LEASE_MS = 45000;
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
    busy = false;
    document.body.classList.remove("busy");
    if (!here) return;
    if (root === here) {
      window.scrollTo(0, 0);
      find("#claim-text")?.focus({ preventScroll: true });
      say(`${here.dataset.said || ""} ${here.dataset.text || "Nothing waits for you here."}`);
    }
    document.title = `${(here.dataset.text || "Queue").slice(0, 60)} · citetrail`;
  }

  // --- a lost connection

  const unsent = () => JSON.parse(localStorage.getItem(WAITING) || "[]");

  function keep(path, body) {
    const waiting = unsent();
    const token = new URLSearchParams(body).get("token");
    if (!waiting.some((w) => w.token === token)) {
      waiting.push({ path, body, token, reviewer: document.body.dataset.reviewer });
      localStorage.setItem(WAITING, JSON.stringify(waiting));
    }
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
      const answer = await fetch(first.path, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "X-CSRF-Token": document.body.dataset.csrf,
          "HX-Request": "true",
        },
        body: first.body,
      });
      if (answer.status >= 500) throw new Error(answer.statusText);
      const text = await answer.text();
      localStorage.setItem(WAITING, JSON.stringify(unsent().filter((w) => w.token !== first.token)));
      tell();
      if (answer.ok && card()) {
        htmx.swap("#card", text, { swapStyle: "outerHTML" });
        say("Sent. " + (card()?.dataset.text || ""));
      } else if (!answer.ok) {
        failed(text);
      }
    } catch {
      setTimeout(sendAgain, RETRY_MS);
    } finally {
      sending = false;
      busy = false;
      document.body.classList.remove("busy");
    }
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
    busy = false;
    document.body.classList.remove("busy");
    const path = event.detail.requestConfig?.path || "";
    if (["/decide", "/undo", "/flag", "/reason"].includes(path)) keep(path, bodyOf(event.detail));
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
        body: new URLSearchParams({ claim: here.dataset.claim }),
      });
      if (answer.ok && !(await answer.json()).kept) failed("Somebody else took this card while you were away.");
      else if (answer.ok && unsent().length === 0) document.getElementById("offline").hidden = true;
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
    busy = event.detail.requestConfig.path !== "/reason";
    document.body.classList.toggle("busy", busy);
    document.getElementById("offline").hidden = true;
  });
  document.addEventListener("htmx:afterSettle", (event) => arrived(event.detail.elt.id === "card" ? card() : event.detail.elt));
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", (event) => {
    busy = false;
    document.body.classList.remove("busy");
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
